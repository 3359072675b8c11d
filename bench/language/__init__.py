"""Telling languages, ours beside other libraries: quality, time and memory in one run, by turns."""

from bench.language.suite import language

__all__ = ["language"]
