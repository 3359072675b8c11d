"""`python -m streams.cli` is `rasid`: how a run starts its own workers and services."""

from streams.cli import main

main()
