"""The stages: pure functions over batches of records."""
