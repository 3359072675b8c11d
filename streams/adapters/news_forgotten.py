"""What was forgotten stays so: texts and quotations that no replay may bring back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import sqlalchemy as sa

from streams.adapters.news_tables import FORGOTTEN
from streams.domain.records import Article, Attack, Record

LOCK = 0x7261736166
"""What a server knows the lock of whoever forgets by; who writes shares it."""
EVER = 2**62
Kind = Literal["article", "url", "source"]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Tombstones that concern some records: kind and value, and until which stream time."""

    until: dict[tuple[str, str], int]

    def without_text(self, record: Record) -> Record:
        """Return a record that may be stored: of what was forgotten, without its words."""
        if not isinstance(record, Article | Attack) or not self.holds(record):
            return record
        if isinstance(record, Article):
            return replace(record, title=None, body="")
        return without_quotations(record)

    def holds(self, record: Article | Attack) -> bool:
        """Whether the record comes from an article that was forgotten."""
        return any(record.fetched_at <= self.until.get(name, -1) for name in _names(record))


def without_quotations(attack: Attack) -> Attack:
    """Return an account without the words it was read from and the names of who said so."""
    tolls = tuple(replace(toll, attributed_to=None) for toll in attack.tolls)
    return replace(attack, evidence=(), attributed_to=(), tolls=tolls)


def forgotten_among(connection: sa.Connection, records: Iterable[Record | None]) -> Forgotten:
    """Return the tombstones that concern these records."""
    wanted: dict[str, set[str]] = {}
    for record in records:
        if isinstance(record, Article | Attack):
            for kind, value in _names(record):
                wanted.setdefault(kind, set()).add(value)
    if not wanted:
        return Forgotten({})
    mine = [
        (FORGOTTEN.c.kind == kind) & FORGOTTEN.c.value.in_(sorted(values))
        for kind, values in wanted.items()
    ]
    query = sa.select(FORGOTTEN.c.kind, FORGOTTEN.c.value, FORGOTTEN.c.until)
    rows = connection.execute(query.where(sa.or_(*mine)))
    return Forgotten({(row.kind, row.value): row.until for row in rows})


def _names(record: Article | Attack) -> Sequence[tuple[Kind, str]]:
    names: list[tuple[Kind, str]] = [("article", record.article_id), ("source", record.source)]
    return [*names, ("url", record.url)] if record.url else names
