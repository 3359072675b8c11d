"""The drill of hostile sources: bad records of many kinds, an output too large, a feed of noise."""

import gzip
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from streams.adapters import avro
from streams.domain.records import Article, Tick
from streams.domain.topics import ARTICLE_RAW, CLOCK
from tests.chaos.feed import Feed, Sent
from tests.chaos.field import Outcome, paced
from tests.chaos.house import house
from tests.chaos.verifier import stalls_s
from tests.feed_site import said, site, url_of

GOOD = Article("g", "bad.example", None, None, "The council met.", 1_477_040_400_000, 0)
SOUND = avro.encode(ARTICLE_RAW, GOOD)
FRAME = 10
"""Bytes of the mark and fingerprint before a record."""
NAME_LETTERS = 850_000
"""Of an id that is a third of what a link between copies may weigh."""
UNSTORABLE = 5_000
"""Letters at random in an id that no index of PostgreSQL takes."""

Kind = Callable[[random.Random], bytes | None]


def _but(**fields: object) -> Kind:
    return lambda _: avro.encode(ARTICLE_RAW, replace(GOOD, **fields))


KINDS: dict[str, Kind] = {
    "nothing": lambda _: None,
    "no bytes": lambda _: b"",
    "noise": lambda chance: b"\xff" + chance.randbytes(chance.randint(1, 200)),
    "words": lambda _: b"this is no record",
    "JSON": lambda _: json.dumps({"article_id": "g", "body": GOOD.body}).encode(),
    "a page": lambda _: b"<!doctype html><title>502 Bad Gateway</title>",
    "packed": lambda _: gzip.compress(SOUND),
    "the frame alone": lambda _: SOUND[:FRAME],
    "cut": lambda chance: SOUND[: chance.randrange(FRAME, len(SOUND) - 1)],
    "more behind it": lambda chance: SOUND + chance.randbytes(3),
    "another fingerprint": lambda chance: SOUND[:2] + chance.randbytes(8) + SOUND[FRAME:],
    "a registry's frame, cut": lambda chance: b"\x00" + chance.randbytes(4) + SOUND[FRAME:-3],
    "another record": lambda _: avro.encode(CLOCK, Tick(1_477_040_400_000)),
    "an endless text": lambda _: SOUND[:FRAME] + b"\xfe\xff\xff\xff\xff\xff\xff\xff\x7f",
    "a text of less than nothing": lambda _: SOUND[:FRAME] + b"\x09" + SOUND[FRAME:],
    "half a surrogate": lambda _: SOUND.replace(b"The", b"\xed\xa0\x80"),
    "no source": _but(source=" "),
    "no text": _but(body=" \n"),
    "before time": _but(fetched_at=-1),
    "after time": _but(fetched_at=1 << 62),
    "too large": _but(body="x " * 460_000),
}


def bad(seed: int, count: int) -> Iterator[Sent]:
    """Yield bad records, of each kind in turn, the last tenth from one source in a row."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    kinds = list(KINDS)
    for number in range(count):
        kind = kinds[number % len(kinds)]
        source = f"bad{number % 97}.example" if number < count * 0.9 else "hostile.example"
        yield Sent(f"b{seed}-{number}".encode(), KINDS[kind](chance), None, source)


def outsized(seed: int) -> Iterator[Sent]:
    """Yield two copies whose ids leave no room for the link between them, and one without a row."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    body = f"A story of a long name. {chance.random()}"
    for name, is_good in (("n" * NAME_LETTERS, True), ("m" * NAME_LETTERS, False)):
        yield _sent(replace(GOOD, article_id=name, body=body, source="names.example"), is_good)
    name = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=UNSTORABLE))
    yield _sent(replace(GOOD, article_id=name, body=f"Another. {chance.random()}"), True)


def _sent(article: Article, is_good: bool) -> Sent:
    value = avro.encode(ARTICLE_RAW, article)
    return Sent(article.article_id.encode(), value, article if is_good else None, article.source)


def garbage(folder: Path, seed: int, *, full: bool) -> Outcome:
    """Send bad records among good ones, an output that is too large, and let a feed be noise."""
    articles, worse, rate = (10_000, 1_000, 100.0) if full else (600, 63, 40.0)
    chance = random.Random(seed)  # noqa: S311 - the same every time
    listed = folder / "feeds.toml"
    with site({"/rss": said(200, chance.randbytes(20_000))}) as noise:
        listed.parent.mkdir(parents=True, exist_ok=True)
        listed.write_text(f'[feeds.noise]\nurl = "{url_of(noise)}"\nsource = "noise"\n')
        feeds = {"RASID_INGEST_FEEDS": str(listed), "RASID_INGEST_PRIVATE": "127.0.0.0/8"}
        with house(folder, seed, more=feeds) as at:
            rubbish = bad(seed, worse)
            for number, message in enumerate(paced(Feed(seed, articles), rate)):
                at.post(message)
                if number % (articles // worse) == 0 and (one := next(rubbish, None)):
                    at.at.publisher.send(one)
                if number == articles // 2:
                    for one in outsized(seed):
                        at.at.publisher.send(one)
            for one in rubbish:
                at.at.publisher.send(one)
            found = at.verify()
            with at.at.log() as log:
                stall = stalls_s(log)
            asked = len(noise.asked)
    dead = sum(found.dead.values())
    seen = (
        f"{dict(sorted(found.dead.items()))}; longest stall {stall:.1f} s; the feed of noise asked "
        f"{asked} times; ended by themselves: {len(at.replaced)}; {found}"
    )
    holds = found.is_clean and dead == worse + 1 and not at.replaced and asked > 0
    row = f"{worse} bad records of {len(KINDS)} kinds among {articles}"
    target = "0 crashes, all accounted for, longest stall 1 s"
    return Outcome(row, target, seen, holds, stall <= 1)
