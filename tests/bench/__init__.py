"""What the lists cost, beside other ways to have them."""
