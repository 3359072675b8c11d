"""Write many rows at once, where those that exist give way to newer ones and to nothing else."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from streams.adapters.database import Row

Conflict = Callable[[Any], Any]
"""Adds to an INSERT what becomes of a row whose key exists."""


def upsert(
    connection: sa.Connection, table: sa.Table, rows: Sequence[Row], newer: str | None
) -> None:
    """Insert rows in order; a row whose key exists replaces it when its `newer` is not less.

    With `newer` None an existing row stands.
    """
    keys = _keys(table)

    def wins(later: Row, earlier: Row) -> bool:
        return newer is not None and bool(later[newer] >= earlier[newer])  # type: ignore[operator]

    def conflict(statement: Any) -> Any:
        if newer is None:
            return statement.on_conflict_do_nothing(index_elements=keys)
        return statement.on_conflict_do_update(
            index_elements=keys,
            set_={c.name: statement.excluded[c.name] for c in table.c if c.name not in keys},
            where=statement.excluded[newer] >= table.c[newer],
        )

    insert_rows(connection, table, _settled(rows, keys, wins), conflict)


def insert_rows(
    connection: sa.Connection, table: sa.Table, rows: Sequence[Row], conflict: Conflict
) -> None:
    """Insert rows of different keys, each with a value for every column.

    A file takes them one by one; a server gets all in one message, as JSON, for which drivers
    without batches of their own are as fast as the others.
    """
    if not rows:
        return
    if connection.dialect.name != "postgresql":
        connection.execute(conflict(sqlite.insert(table)), list(rows))
        return
    names = [column.name for column in table.c]
    given = sa.func.json_populate_recordset(
        sa.text(f"NULL::{table.name}"),
        sa.cast(sa.bindparam("rows", type_=sa.Text), postgresql.JSON),
    ).table_valued(*(sa.column(name) for name in names))
    statement = postgresql.insert(table).from_select(names, sa.select(given))
    connection.execute(conflict(statement), {"rows": msgspec.json.encode(rows).decode()})


def _settled(
    rows: Sequence[Row], keys: Sequence[str], wins: Callable[[Row, Row], bool]
) -> list[Row]:
    """Return one row for each key, the one that writing them in order would leave."""
    found: dict[tuple[object, ...], Row] = {}
    for row in rows:
        key = tuple(row[name] for name in keys)
        if key not in found or wins(row, found[key]):
            found[key] = row
    return list(found.values())


def _keys(table: sa.Table) -> list[str]:
    return [column.name for column in table.primary_key]
