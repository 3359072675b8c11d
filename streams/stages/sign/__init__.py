"""Sign: check an article, clean it once, name its version and what it shares with others."""

from streams.stages.sign.stage import run, signed

__all__ = ["run", "signed"]
