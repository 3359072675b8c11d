"""An article sentence by sentence, and which sentences tell of which attack."""
