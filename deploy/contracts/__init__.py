"""What downstream services are given: the history of the schemas, and what is written from them."""
