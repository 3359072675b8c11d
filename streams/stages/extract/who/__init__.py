"""Groups, forces and speakers that a sentence names, and what it says of them."""
