"""Guess a language from letters alone: the C library where it is installed, else the words."""

from functools import lru_cache
from typing import NamedTuple, Protocol

from streams.lang.function_words import function_words
from streams.stages.language.noise import without_surrogates
from streams.stages.language.votes import votes_in


class Guess(NamedTuple):
    """Languages with scores, best first; `is_sure` when the best is well ahead."""

    scores: tuple[tuple[str, float], ...]
    is_sure: bool

    @property
    def code(self) -> str:
        """The best language, `und` when there is none."""
        return self.scores[0][0] if self.scores else "und"


NO_GUESS = Guess((), is_sure=False)
_OURS = {"ku": "ckb"}
"""What the library calls by the name of all Kurdish is Sorani."""


class Guesser(Protocol):
    """What tells languages apart by their letters."""

    name: str

    def guess(self, text: str, script: str) -> Guess:
        """Return the guess for a text in `script` without addresses."""

    def code(self, text: str, script: str) -> str:
        """Return the best language alone, which is cheaper."""


class ByLetters:
    """The C library `eldc`: letter sequences of 60 languages, among them no Pashto or Kurmanji."""

    name = "eldc"

    def __init__(self) -> None:
        import eldc  # type: ignore[import-untyped]  # noqa: PLC0415 - not installed everywhere

        eldc.init()
        eldc.set_scores(4)
        self._detect = eldc.detect_details
        self._code = eldc.detect

    def code(self, text: str, script: str) -> str:  # noqa: ARG002
        """Return the library's best."""
        try:
            code: str = self._code(text)
        except UnicodeEncodeError:
            code = self._code(without_surrogates(text))
        return _OURS.get(code, code)

    def guess(self, text: str, script: str) -> Guess:  # noqa: ARG002
        """Return the library's guess."""
        try:
            found = self._detect(text)
        except UnicodeEncodeError:
            found = self._detect(without_surrogates(text))
        if found.language == "und":
            return NO_GUESS
        scores = found.scores
        if "ku" in scores:
            scores = {_OURS.get(code, code): score for code, score in scores.items()}
        return Guess(tuple(scores.items()), is_sure=found.reliable)


class ByWords:
    """Function words and letters of our own tables: no library, fewer languages, less sure."""

    name = "words"

    def code(self, text: str, script: str) -> str:
        """Return the language with most votes."""
        return self.guess(text, script).code

    def guess(self, text: str, script: str) -> Guess:
        """Return the language with most votes."""
        if script not in function_words():
            return NO_GUESS
        votes = sorted(votes_in(text, script).items(), key=_votes_first)[-1:-5:-1]
        if not votes:
            return NO_GUESS
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
