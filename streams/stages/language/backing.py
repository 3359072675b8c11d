"""Whether the first words of a text bear out what its letters say; a tenth of what votes cost."""

from collections.abc import Container, Sequence
from functools import lru_cache

from streams.lang.function_words import function_words
from streams.stages.language.guess import Guess

GLANCE = 160
"""Characters read: some 25 words. News has 5 (Turkish) to 10 function words of ours among them."""
FEWEST = 2
BACKED = 0.06
"""Share of a language's function words from which they bear out a sure guess."""
SHOWN = 0.2
"""Share from which they show a language without a guess; no other reaches .16 of one below."""
UNGUESSED = {"Arab": ("ps",), "Deva": ("hi",), "Latn": ("kmr",)}
"""Languages that no guesser knows, and Hindi, of which it is never sure beside Marathi."""
_TAKEN_FOR = {"fa": ("ar", "ckb", "ps"), "ur": ("ps",), "tr": ("kmr",), "az": ("kmr",)}
"""What they, Sorani in the letters of Arabic keyboards and rare Arabic words are taken for."""
_ARTICLE = " ال"


def plain(text: str, script: str, guess: Guess) -> str | None:
    """Return the language where letters and words agree, or words alone are clear; else None."""
    if script not in function_words():
        return None
    of = function_words()[script].of
    words = text[:GLANCE].lower().split()
    code = guess.code
    if guess.is_sure and code in of:
        own = _hits(words, of[code])
        if code == "ar":
            own += text.count(_ARTICLE, 0, GLANCE)  # clitics hide the words of Arabic
        if own >= FEWEST and own >= BACKED * len(words):
            rivals = _TAKEN_FOR.get(code, ())
            if all(own >= 2 * _hits(words, _words_apart(script, rival, code)) for rival in rivals):
                return code
    clear = (c for c in UNGUESSED.get(script, ()) if _hits(words, of[c]) >= SHOWN * len(words))
    return next(clear, None)


def is_shown(code: str, text: str, script: str) -> bool:
    """Whether the first words of `text` show a language that guessers take for others."""
    words = text[:GLANCE].lower().split()
    return code in UNGUESSED.get(script, ()) and (
        _hits(words, function_words()[script].of[code]) >= SHOWN * len(words)
    )


@lru_cache
def _words_apart(script: str, one: str, other: str) -> frozenset[str]:
    """Return the words of a language that another does not have."""
    of = function_words()[script].of
    return frozenset(of[one] - of[other])


def _hits(words: Sequence[str], known: Container[str]) -> int:
    return sum(map(known.__contains__, words))
