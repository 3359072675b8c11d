"""Pages of a list that is longer than one answer, each with a cursor to the next."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from streams.domain.errors import InputError

LARGEST = 500
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some items, newest first, and the cursor of those that follow; None at the end."""

    items: tuple[Item, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Order:
    """What a list is sorted by, downwards: columns that together name one row. None is null."""

    name: str
    columns: tuple[sa.Column[Any], ...]

    def after(self, cursor: str | None) -> sa.ColumnElement[bool]:
        """Return what holds for rows behind the cursor. Raises InputError for a wrong one."""
        if cursor is None:
            return sa.true()
        return sa.tuple_(*self.columns) < sa.tuple_(*self._values(cursor))

    def cursor(self, row: sa.Row[Any]) -> str:
        """Return the cursor that stands after a row."""
        values = [row._mapping[column.name] for column in self.columns]
        text = json.dumps([self.name, *values], separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def _values(self, cursor: str) -> Sequence[object]:
        try:
            padded = cursor + "=" * (-len(cursor) % 4)
            name, *values = json.loads(base64.b64decode(padded, b"-_", validate=True))
        except (ValueError, TypeError, binascii.Error, RecursionError):
            raise InputError("the cursor is none of ours") from None
        kinds = [column.type.python_type for column in self.columns]
        if name != self.name or [type(value) for value in values] != kinds:
            raise InputError("the cursor is of another list")
        return list(values)


def page(
    connection: sa.Connection,
    query: sa.Select[Any],
    order: Order,
    cursor: str | None,
    limit: int,
    made: Callable[[Sequence[sa.Row[Any]]], Sequence[Item]],
) -> Page[Item]:
    """Return a page of what `query` selects. Raises InputError for a cursor that is none."""
    limit = max(1, min(limit, LARGEST))
    sorted_query = query.order_by(*(column.desc() for column in order.columns)).limit(limit + 1)
    found = connection.execute(sorted_query.where(order.after(cursor))).all()
    shown = found[:limit]
    return Page(tuple(made(shown)), order.cursor(shown[-1]) if len(found) > limit else None)
