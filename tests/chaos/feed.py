"""A seeded feed as outlets write it: quiet articles, copies, reports of attacks, and poison."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from kafka import KafkaProducer

from bench.articles import made_up
from streams.adapters import avro
from streams.adapters.headers import SOURCE
from streams.domain.records import Article
from streams.domain.topics import ARTICLE_RAW

START = 1_477_040_400_000
"""21 October 2016, 09:00 UTC."""
STEP_MS = 2_000
BODY = 700
COPIES, ATTACKS = 0.08, 0.06
RECENT = 20
"""How many attacks are told again."""
QUIET = "Officials said that roads were closed and that schools would open again on Sunday."
"""What goes on after a report where the quiet article at hand is in another language."""
SOURCES = ("afp", "reuters", "bbc.co.uk", "aljazeera.net", "alsumaria.tv", "almadapaper.net")
SITES = ("a checkpoint", "a market", "a hotel", "a police station", "a mosque", "a patrol", "a bus")
TOWNS = (
    ("Kirkuk, Iraq", "Islamic State"),
    ("Mosul, Iraq", "Islamic State"),
    ("Tikrit, Iraq", "Islamic State"),
    ("Kabul, Afghanistan", "the Taliban"),
    ("Kunduz, Afghanistan", "the Taliban"),
    ("Mogadishu, Somalia", "al-Shabaab"),
    ("Baidoa, Somalia", "al-Shabaab"),
    ("Quetta, Pakistan", "Lashkar-e-Jhangvi"),
    ("Peshawar, Pakistan", "Lashkar-e-Jhangvi"),
    ("Cairo, Egypt", "Islamic State"),
    ("Maiduguri, Nigeria", "Boko Haram"),
    ("Sanaa, Yemen", "al-Qaeda in the Arabian Peninsula"),
    ("Aden, Yemen", "al-Qaeda in the Arabian Peninsula"),
    ("Benghazi, Libya", "Ansar al-Sharia"),
    ("Damascus, Syria", "Islamic State"),
    ("Homs, Syria", "Islamic State"),
    ("Gao, Mali", "al-Mourabitoun"),
)


@dataclass(frozen=True, slots=True)
class Sent:
    """One message of the feed. `good` is None for poison; `source` is who sends it."""

    key: bytes
    value: bytes | None
    good: Article | None
    source: str


class Feed:
    """Messages in order, the same for the same seed. Every id begins with the feed's name.

    `retold`: the share of the reports that tell a recent attack again, as other outlets do; else
    each tells one of its own.
    """

    def __init__(self, seed: int, count: int, *, retold: float = 0.0) -> None:
        self.name = f"c{seed}"
        self._chance = random.Random(seed)  # noqa: S311 - the same every time
        self._count = count
        self._retold = retold
        self._told: list[str] = []

    def __iter__(self) -> Iterator[Sent]:
        quiet = made_up("plain", BODY, self._count, seed=self._chance.randrange(10**6))
        bodies: list[str] = []
        for number in range(self._count):
            body = self._body(number, quiet[number].body, bodies)
            bodies.append(body)
            yield self._message(number, body)

    def _body(self, number: int, quiet: str, earlier: list[str]) -> str:
        draw = self._chance.random()
        if draw < COPIES and earlier:
            return self._chance.choice(earlier[-200:])
        if draw < COPIES + ATTACKS:
            return f"{self._report(number)} {quiet if quiet.isascii() else QUIET}"
        return quiet

    def _report(self, number: int) -> str:
        if self._told and self._retold and self._chance.random() < self._retold:
            return self._chance.choice(self._told[-RECENT:])
        site, (town, group) = self._chance.choice(SITES), self._chance.choice(TOWNS)
        killed, hurt = self._chance.randint(1, 30), self._chance.randint(1, 60)
        toll = f"killing {killed} people and wounding {hurt}"
        day = datetime.fromtimestamp(_written_at(number) / 1000, UTC).strftime("%A")
        lead = f"Gunmen attacked {site} in {town}, on {day}, {toll}."
        claim = f" {group} claimed responsibility." if self._chance.random() < 0.5 else ""
        self._told.append(f"{lead}{claim}")
        return self._told[-1]

    def _message(self, number: int, body: str) -> Sent:
        at = _written_at(number)
        name, source = f"{self.name}-{number}", self._chance.choice(SOURCES)
        article = Article(name, source, None, None, body, at, at)
        return Sent(name.encode(), avro.encode(ARTICLE_RAW, article), article, source)


def _written_at(number: int) -> int:
    return START + number * STEP_MS


class Publisher:
    """Sends messages to the raw topic; `sent` is the ledger of what the broker acknowledged."""

    def __init__(self, brokers: str) -> None:
        self._producer = KafkaProducer(
            bootstrap_servers=brokers.split(","),
            acks="all",
            linger_ms=5,
            max_request_size=3 * 1024 * 1024,
            delivery_timeout_ms=180_000,
        )
        self.sent: dict[str, Article | None] = {}
        self._waiting: list[tuple[Sent, object]] = []

    def send(self, message: Sent) -> None:
        """Queue one message."""
        sender = [(SOURCE, message.source.encode())]
        future = self._producer.send(ARTICLE_RAW.name, message.value, message.key, sender)
        self._waiting.append((message, future))

    def settle(self) -> None:
        """Wait until all that was queued is acknowledged."""
        waiting, self._waiting = self._waiting, []
        for message, future in waiting:
            future.get(timeout=180)
            self.sent[message.key.decode()] = message.good

    def close(self) -> None:
        """Acknowledge what waits, then let go of the broker."""
        self.settle()
        self._producer.close()
