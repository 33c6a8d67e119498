"""What is done for the output of each builder: nodes that it can write, and files beside it."""
