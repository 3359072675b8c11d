"""People who are counted in a sentence, and what happened to them."""
