"""Plain consumers, one process each: what reads the topics and acts on the world outside."""
