"""A hundred thousand broken texts: nothing raises, and no toll is larger than people can be."""

import json
import random
from pathlib import Path

import pytest

from streams.domain.private import MASK
from tests.reading import reading

GOLD = Path(__file__).parents[1] / "gold" / "attacks.jsonl"
INPUTS = 100_000
LONGEST = 240
NOISE = '\u200f\u202e\u0640\u064b\ufeff\x00\ud800٠١٢3456٪،؟"«»()[]{}<>&#@/\\|—–…’\n\t \u00a0é漢𝟛'
MOST_PEOPLE = 10_000_000


def pieces() -> list[tuple[str, str]]:
    """Return texts of the gold with their languages."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [(row["language"], f"{row['title']}\n{row['body']}") for row in rows]


def mutated(text: str, other: str, chance: random.Random) -> str:
    """Return a cut of `text`, broken in one or several ways."""
    start = chance.randrange(len(text))
    cut = text[start : start + chance.randrange(1, LONGEST)]
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(cut) + 1)
        match chance.randrange(6):
            case 0:
                cut = cut[:at] + "".join(chance.choices(NOISE, k=3)) + cut[at:]
            case 1:
                cut = cut[at:] + cut[:at]
            case 2:
                cut = cut[:at] + other[at : at + 40] + cut[at:]
            case 3:
                cut = cut.replace(" ", chance.choice(("", "\n", ".", "  ", "-")))
            case 4:
                cut = cut[:at] + str(chance.randrange(10 ** chance.randrange(1, 40))) + cut[at:]
            case _:
                words = cut.split()
                cut = " ".join(chance.sample(words, len(words)))
    return cut


@pytest.mark.slow
def test_a_hundred_thousand_broken_texts_raise_nothing():
    chance = random.Random(20161021)  # noqa: S311 - the same every time
    texts = pieces()
    for _ in range(INPUTS):
        (language, text), (_, other) = chance.choices(texts, k=2)
        wrong = chance.random() < 0.1
        name = {"ar": "en", "en": "ar"}[language] if wrong else language
        body = mutated(text, other, chance)
        title = mutated(text, other, chance) if chance.random() < 0.3 else None
        for attack in reading(body, title=title, language=name).attacks:
            tolls = (attack.killed, attack.wounded, attack.abducted, attack.perpetrators_killed)
            assert all(toll is None or 0 <= toll <= MOST_PEOPLE for toll in tolls), body
            for note in attack.evidence:
                whole = title if note.part == "title" else body
                assert _is_masked((whole or "")[note.start : note.end], note.text), body


def _is_masked(words: str, shown: str) -> bool:
    """Whether `shown` are the words, letters of private persons masked."""
    alike = (one in (letter, MASK) for letter, one in zip(words, shown, strict=False))
    return len(words) == len(shown) and all(alike)
