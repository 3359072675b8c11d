"""Measure the reader against every set of articles that lies at hand: `make evaluate`."""
