"""Numbers as news writes them: digits of three scripts, words, and words that only hint."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from streams.domain.lexicon import Lexicon
from streams.domain.remembered import Remembered

_GROUPED = re.compile(r"\d{1,3}(?:[,.٬٫،]\d{3})+")
_LARGEST = 10_000_000
_DIGITS = 7
_THOUSANDS_FROM = 2
_HUNDRED = 100
_SCORE = 20
_THOUSAND = 1000
_GROUP = 3


@dataclass(frozen=True, slots=True)
class Number:
    """A number over tokens `start` to `end`; `high` None is open above (`dozens`)."""

    start: int
    end: int
    low: int
    high: int | None
    vague: bool = False
    prefix: str = ""


def digits_of(word: str) -> int | None:
    """Return the whole number that `word` writes in digits, None for anything else.

    Fractions, and numbers too long to count people, are none.
    """
    plain = word
    if _GROUPED.fullmatch(word):
        plain = re.sub(r"\D", "", word)
    if not plain.isdecimal() or len(plain) > _DIGITS:
        return None
    return int(plain)


def number_starts(words: Sequence[str], lexicon: Lexicon) -> list[int]:
    """Return the tokens at which a number may begin."""
    parts = _parts(lexicon)
    return [at for at, word in enumerate(words) if parts[word] is not None]


def number_at(words: Sequence[str], at: int, end: int, lexicon: Lexicon) -> Number | None:
    """Return the number that begins at token `at`, the longest reading, or None."""
    first = _parts(lexicon)[words[at]]
    if first is None:
        return None
    value, vague, prefix = first
    scores = lexicon.grammar.scores
    total, current, at_next = (value, 0, at + 1) if scores and value == 1000 else (0, value, at + 1)
    while at_next < end and _goes_on_in_digits(words, at_next, lexicon):
        current, at_next = current * _THOUSAND + int(words[at_next]), at_next + 1
    if lexicon.grammar.teens_apart and words[at] in lexicon.scales and value > _HUNDRED:
        total, current = value, 0
    while at_next < end:
        step = _next_part(words, at_next, end, lexicon)
        if step is None:
            break
        number, is_scale, joined, used = step
        if is_scale:
            current = max(current, 1) * number
            total, current = (total + current, 0) if number > 100 else (total, current)
        elif scores and number == _SCORE and current % _HUNDRED == 4:
            current += 4 * _SCORE - 4
        elif (
            joined
            or _continues(current, number, lexicon)
            or _tops(words[at_next - 1], number, lexicon)
            or (scores and _joins(total, current, number))
            or _follows(total + current, number, lexicon)
        ):
            current += number
        else:
            break
        vague = vague or _is_vague(words[at_next], lexicon)
        at_next += used
    best = total + current
    if best > _LARGEST:
        return None
    return Number(at, at_next, best, None if vague else best, vague, prefix)


@lru_cache(maxsize=16)
def _parts(lexicon: Lexicon) -> Remembered[tuple[int, bool, str] | None]:
    return Remembered(partial(_part, lexicon))


def _part(lexicon: Lexicon, word: str) -> tuple[int, bool, str] | None:
    """Return value, vagueness and clitic of a word that may begin a number."""
    plain = word.removeprefix(lexicon.conjunction) if lexicon.grammar.clitics else word
    if (digits := digits_of(plain)) is not None:
        return digits, False, word[: len(word) - len(plain)]
    for form in lexicon.forms(word):
        if form.inflected:
            continue
        if form.stem in lexicon.vague:
            return lexicon.vague[form.stem], True, form.prefix
        value = None if form.definite else _plain(form.stem, lexicon)
        if value is None and form.prefix:
            value = digits_of(form.stem)
        if value is not None:
            return value, False, form.prefix
    return None


def _plain(stem: str, lexicon: Lexicon) -> int | None:
    return lexicon.numbers.get(stem, lexicon.scales.get(stem))


def _next_part(
    words: Sequence[str], at: int, end: int, lexicon: Lexicon
) -> tuple[int, bool, bool, int] | None:
    """Return value, whether it multiplies, whether it is joined by `and`, and tokens used."""
    word = words[at]
    if word in lexicon.scales:
        return lexicon.scales[word], True, False, 1
    if word in lexicon.numbers:
        return lexicon.numbers[word], False, False, 1
    before = words[at - 1]
    if lexicon.grammar.teens_apart and (digits := digits_of(word)) is not None:
        return (digits, False, True, 1) if digits < lexicon.scales.get(before, 0) else None
    before_is_scale = before in lexicon.scales or _is_hundreds(before, lexicon)
    tens = lexicon.grammar.tens_and and lexicon.numbers.get(before, 0) >= 20
    if word == lexicon.conjunction and at + 1 < end and (before_is_scale or tens):
        number = lexicon.numbers.get(words[at + 1])
        most = 11 if lexicon.grammar.scores else 9
        smaller = number is not None and (before_is_scale or number <= most)
        return (number, False, True, 2) if number is not None and smaller else None
    number = lexicon.numbers.get(word.removeprefix(lexicon.conjunction))
    if number is not None and lexicon.grammar.clitics and (number >= 20 or before_is_scale):
        return number, False, True, 1
    return None


def _is_hundreds(word: str, lexicon: Lexicon) -> bool:
    """Whether an Arabic word, `and` written on to it or not, is 100 or more: `ومئة`, `مئتين`."""
    if not lexicon.grammar.clitics:
        return lexicon.grammar.tens_and and lexicon.numbers.get(word, 0) >= _HUNDRED
    return any(
        (_plain(form.stem, lexicon) or 0) >= _HUNDRED
        for form in lexicon.forms(word)
        if not form.definite
    )


def _goes_on_in_digits(words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether three digits go on behind one to three others: `140 000`."""
    if not lexicon.grammar.spaced_thousands or len(words[at]) != _GROUP:
        return False
    return words[at].isdecimal() and words[at - 1].isdecimal() and len(words[at - 1]) <= _GROUP


def _continues(current: int, number: int, lexicon: Lexicon) -> bool:
    """Whether `number` goes on after `current` without a word between: twenty five, خمسة عشر.

    Where eleven is ten and one, so do tens behind hundreds: `on bir`, `yüz elli`.
    """
    if lexicon.grammar.teens_apart:
        tens = number < _HUNDRED and current % _HUNDRED == 0
        return tens or (number < 10 and current >= 10 and current % 10 == 0)
    if number == 10 and 1 <= current % _HUNDRED <= 9:
        return True
    return number < 10 and current >= 20 and current % 10 == 0


def _joins(total: int, current: int, number: int) -> bool:
    """Whether a number by scores goes on: `soixante-dix`, `dix-sept`, `cent vingt`."""
    last = current % _HUNDRED
    if last == 0:
        return number < _HUNDRED and total + current > 0
    return (last in (60, 80) and 10 <= number < _SCORE) or (
        last % _SCORE == 10 and 7 <= number < 10
    )


def _follows(before: int, number: int, lexicon: Lexicon) -> bool:
    """Whether tens stand behind hundreds or thousands without a word: `ciento veinte`."""
    places: int = 10 ** len(str(number))
    return lexicon.grammar.tens_and and before >= _HUNDRED and before % places == 0


def _tops(word: str, number: int, lexicon: Lexicon) -> bool:
    """Whether a word for whole hundreds stands before the number: `двести тридцать`."""
    if lexicon.grammar.clitics or not 0 < number < _HUNDRED:
        return False
    return word in lexicon.numbers and lexicon.numbers[word] >= _HUNDRED


def _is_vague(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.vague
