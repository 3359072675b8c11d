"""Records, topics, the shape of the flow, and what is known without asking anyone."""
