"""Guess a language from letters alone: the C library where it is installed, else the words."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from streams.stages.language.votes import votes_in


@dataclass(frozen=True, slots=True)
class Guess:
    """Languages with scores, best first; `is_sure` when the best is well ahead."""

    scores: tuple[tuple[str, float], ...]
    is_sure: bool

    @property
    def code(self) -> str:
        """The best language, `und` when there is none."""
        return self.scores[0][0] if self.scores else "und"


class Guesser(Protocol):
    """What tells languages apart by their letters."""

    name: str

    def guess(self, text: str, script: str) -> Guess:
        """Return the guess for a text in `script` without addresses and lone surrogates."""


class ByLetters:
    """The C library `eldc`: letter sequences of 60 languages, among them no Pashto or Kurmanji."""

    name = "eldc"

    def __init__(self) -> None:
        import eldc  # type: ignore[import-untyped]  # noqa: PLC0415 - not installed everywhere

        eldc.init()
        eldc.set_scores(4)
        self._detect = eldc.detect_details

    def guess(self, text: str, script: str) -> Guess:  # noqa: ARG002
        """Return the library's guess."""
        found = self._detect(text)
        if found.language == "und":
            return Guess((), is_sure=False)
        return Guess(tuple(found.scores.items()), is_sure=found.reliable)


class ByWords:
    """Function words and letters of our own tables: no library, fewer languages, less sure."""

    name = "words"

    def guess(self, text: str, script: str) -> Guess:
        """Return the language with most votes."""
        votes = sorted(votes_in(text, script).items(), key=_votes_first)[-1:-5:-1]
        if not votes:
            return Guess((), is_sure=False)
        total = sum(count for _, count in votes)
        lead = votes[0][1] - (votes[1][1] if len(votes) > 1 else 0)
        scores = tuple((language, count / total) for language, count in votes)
        return Guess(scores, is_sure=lead >= 2)


def _votes_first(each: tuple[str, float]) -> tuple[float, str]:
    return each[1], each[0]


@lru_cache(maxsize=1)
def guesser() -> Guesser:
    """Return the best guesser that is installed."""
    try:
        return ByLetters()
    except ImportError:
        return ByWords()
