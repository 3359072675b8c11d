"""Signed articles in any number, no two alike: words of a few, signatures drawn at random."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from bench.articles import START, made_up
from streams.domain.context import Context
from streams.domain.flow import Incoming
from streams.domain.records import Signed
from streams.domain.signature import KEYS, SKETCH
from streams.domain.topics import ARTICLE_RAW
from streams.stages import sign

MOULDS = 100
LETTERS = 2_500
APART_MS = 250
_COUNTS = 3


def signed_articles(count: int, ctx: Context, first: int = 0) -> Iterator[Signed]:
    """Yield articles number `first` and on, as `sign` would send them, a quarter second apart."""
    batch = [Incoming(ARTICLE_RAW, each) for each in made_up("plain", 3_000, MOULDS)]
    results: list[Any] = list(sign.run(batch, {}, ctx))
    moulds: list[Signed] = [each.value for each in results]
    chance = np.random.default_rng(first)
    for number in range(first, first + count):
        yield _cast(moulds[number % MOULDS], number, chance)


def _cast(mould: Signed, number: int, chance: np.random.Generator) -> Signed:
    keys = chance.integers(0, 1 << 30, KEYS, np.uint32).astype("<u4").tobytes()
    values = np.sort(chance.integers(0, (1 << 24) * SKETCH // LETTERS, SKETCH, np.uint32))
    threes = values.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
    packed = mould.signature
    rest = packed[_COUNTS + len(keys) + len(threes) :]
    article = replace(
        mould.article,
        article_id=f"https://www.one.example/news/2016/10/21/{number:09}",
        text_hash=f"{number:016x}",
        fetched_at=START + number * APART_MS,
    )
    return replace(
        mould,
        article=article,
        signature=packed[:_COUNTS] + keys + threes + rest,
        exact_hash=f"{number:032x}"[::-1],
    )
