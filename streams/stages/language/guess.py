"""Guess a language from letters alone: by a C library, or in Python where it has no wheel."""

from functools import lru_cache
from itertools import islice
from typing import NamedTuple, Protocol

from streams.stages.language.noise import without_surrogates


class Guess(NamedTuple):
    """Languages with scores, best first; `is_sure` when the best is well ahead."""

    scores: tuple[tuple[str, float], ...]
    is_sure: bool

    @property
    def code(self) -> str:
        """The best language, `und` when there is none."""
        return self.scores[0][0] if self.scores else "und"


FIRST = 4
"""Scores asked for: in short texts one of ours may come close behind another."""
NO_GUESS = Guess((), is_sure=False)
_OURS = {"ku": "ckb"}
"""What the library calls by the name of all Kurdish is Sorani."""


class Guesser(Protocol):
    """What tells languages apart by their letters."""

    name: str

    def guess(self, text: str) -> Guess:
        """Return the guess for a text without addresses."""

    def code(self, text: str) -> str:
        """Return the best language alone, which is cheaper."""


class ByEldc:
    """The C library `eldc`: letter sequences of 60 languages, among them no Pashto or Kurmanji."""

    name = "eldc"

    def __init__(self) -> None:
        import eldc  # type: ignore[import-untyped]  # noqa: PLC0415 - not installed everywhere

        eldc.init()
        eldc.set_scores(FIRST)
        self._detect = eldc.detect_details
        self._code = eldc.detect

    def code(self, text: str) -> str:
        """Return the library's best."""
        try:
            code: str = self._code(text)
        except UnicodeEncodeError:
            code = self._code(without_surrogates(text))
        return _OURS.get(code, code)

    def guess(self, text: str) -> Guess:
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


class ByEld:
    """The same in Python, `eld`: where the other has no wheel; less exact and ten times slower."""

    name = "eld"

    def __init__(self) -> None:
        from eld import LanguageDetector  # noqa: PLC0415

        self._detect = LanguageDetector().detect

    def code(self, text: str) -> str:
        """Return the library's best."""
        code = self._detect(without_surrogates(text)).language or "und"
        return _OURS.get(code, code)

    def guess(self, text: str) -> Guess:
        """Return the library's guess."""
        found = self._detect(without_surrogates(text))
        scores = islice(found.scores().items(), FIRST)
        renamed = tuple((_OURS.get(code, code), score) for code, score in scores)
        return Guess(renamed, is_sure=found.is_reliable())


@lru_cache(maxsize=1)
def guesser() -> Guesser:
    """Return the better guesser of those that are installed."""
    try:
        return ByEldc()
    except ImportError:
        return ByEld()
