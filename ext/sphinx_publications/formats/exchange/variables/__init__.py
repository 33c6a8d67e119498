"""CSL's variables of a publication: the facts that CSL-JSON has by name, and RIS under its tags."""
