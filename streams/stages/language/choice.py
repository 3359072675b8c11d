"""Weigh what the letters say against what the function words say."""

from collections.abc import Mapping, Sequence

from streams.lang.function_words import function_words
from streams.stages.language.guess import NO_GUESS, Guess
from streams.stages.language.scripts import scripts_in
from streams.stages.language.votes import HEADLINE, votes_in

SURE = 0.98
LIKELY = 0.9
POSSIBLE = 0.6
UNTOLD = 0.2

LONGEST = 40
"""Characters that words have at most on average."""
FEWEST_WORDS = 4
"""Different words of a text longer than a headline."""
CLOSE = 0.9
"""Share of the best score from which a language of ours is taken instead, in short texts."""
GUESS_VOTES = 1.0
SURE_VOTES = 2.0
FEWEST_VOTES = 0.04
"""Votes a word that a text longer than a headline has at least, unless its letters are sure."""
PASHTO_VOTES = 1.25
"""More than one word: `د` alone is also a doctor's title in Arabic."""
KURMANJI_SHARE = 0.12
"""Least share of words that must be Kurmanji: no guesser knows it, and it has words of others."""


def choose(script: str, guess: Guess, text: str) -> tuple[str, float]:
    """Return code and confidence for a text in one script."""
    if _is_impossible(guess.code, script, text):
        guess = NO_GUESS
    votes = votes_in(text, script)
    words = text.split()
    if _is_flood(words, len(text)):
        return "und", UNTOLD
    code, confidence = _chosen(script, guess, votes, len(words))
    is_long = len(words) > HEADLINE
    if is_long and not guess.is_sure and votes.get(code, 0.0) < FEWEST_VOTES * len(words):
        return "und", UNTOLD
    return code, confidence


def _is_flood(words: Sequence[str], characters: int) -> bool:
    """Whether this is one word or letter again and again, or a code."""
    is_long = len(words) > HEADLINE
    return len(words) * LONGEST < characters or (is_long and len({*words}) < FEWEST_WORDS)


def _is_impossible(code: str, script: str, text: str) -> bool:
    """Whether a language of ours is guessed of whose script there is not a letter."""
    tables = function_words()
    if code in tables[script].languages:
        return False
    written_in = {name for name, table in tables.items() if code in table.languages}
    return bool(written_in) and written_in.isdisjoint(scripts_in(text))


def _chosen(script: str, guess: Guess, votes: Mapping[str, float], words: int) -> tuple[str, float]:
    if script == "Arab":
        return _by_words(votes, guess, words)
    if script == "Latn" and _is_kurmanji(votes, guess, words):
        return "kmr", _confidence(votes, "kmr")
    return _by_letters(script, guess, votes, words)


def _is_kurmanji(own: Mapping[str, float], guess: Guess, words: int) -> bool:
    votes = own.get("kmr", 0.0)
    enough = max(1.5, KURMANJI_SHARE * words, sum(own.values()) / 3)
    return votes >= enough and votes > own.get(guess.code, 0.0)


def _by_words(own: Mapping[str, float], guess: Guess, words: int) -> tuple[str, float]:
    """Let words decide and the guess tip the scales: letters alone take Pashto for Persian."""
    votes = dict(own)
    for code in _favoured(own, guess, words):
        votes[code] = votes.get(code, 0.0) + (SURE_VOTES if guess.is_sure else GUESS_VOTES)
    if not votes:
        return "und", UNTOLD
    code = max(votes, key=lambda each: (votes[each], each != "ps", each))
    return code, _confidence(votes, code)


def _favoured(own: Mapping[str, float], guess: Guess, words: int) -> tuple[str, ...]:
    """Return the languages that a guess speaks for.

    Persian longer than a headline has words of its own; what has fewer than Sorani is that, in the
    letters of an Arabic keyboard.
    """
    if guess.code not in function_words()["Arab"].languages:
        return ()
    if guess.code != "fa":
        pashto = own.get("ps", 0.0)
        is_pashto = pashto >= PASHTO_VOTES and pashto > own.get(guess.code, 0.0)
        return (guess.code, "ps") if is_pashto else (guess.code,)
    is_sorani = words > HEADLINE and own.get("ckb", 0.0) > own.get("fa", 0.0)
    return () if is_sorani else ("fa", "ps")


def _by_letters(
    script: str, guess: Guess, own: Mapping[str, float], words: int
) -> tuple[str, float]:
    """Let the guess decide; where it is not sure, the words."""
    best = max(own, key=lambda code: (own[code], code), default="und")
    if not guess.scores:
        return (best, POSSIBLE) if own.get(best, 0) >= 1 else ("und", UNTOLD)
    code = _ours(script, guess) if words <= HEADLINE else guess.code
    if not guess.is_sure and own.get(best, 0) >= own.get(code, 0) + 1:
        code = best
    is_backed = own.get(code, 0) >= max(1.0, 0.1 * words)
    if guess.is_sure and code == guess.code:
        return code, SURE if is_backed else LIKELY
    return code, LIKELY if is_backed else POSSIBLE


def _ours(script: str, guess: Guess) -> str:
    """Return the first language of ours that scores close to the best, else the best."""
    languages = function_words()[script].languages
    top = guess.scores[0][1]
    ours = (c for c, n in guess.scores if c in languages and n >= CLOSE * top)
    return next(ours, guess.code)


def _confidence(votes: Mapping[str, float], code: str) -> float:
    """Return how far one language leads in votes; few votes are never sure."""
    share = votes[code] / sum(votes.values())
    if votes[code] < 3:
        return POSSIBLE * share
    return min(SURE, POSSIBLE + (SURE - POSSIBLE) * share * min(1.0, votes[code] / 6))
