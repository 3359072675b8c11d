"""What reading costs: `python -m bench`, or `make bench`."""
