"""Days and parts of the day that a sentence names, and whether it tells of now."""
