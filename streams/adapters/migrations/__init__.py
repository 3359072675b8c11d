"""How the database of what was read came to be, step by step. Alembic runs `versions` in order.

A step describes tables as they were then, and never imports the model, which goes on changing; a
test compares what all steps make with the model. Existing steps are not edited.
"""
