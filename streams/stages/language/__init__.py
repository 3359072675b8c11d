"""Language: say which language an article is in, and how sure that is."""

from streams.stages.language.cascade import detect
from streams.stages.language.stage import run

__all__ = ["detect", "run"]
