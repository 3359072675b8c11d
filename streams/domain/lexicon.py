"""What the reader knows of a language, as loaded from `streams/lang/<iso>/`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language."""

    language: str
