"""Open a database with a model: SQLite by default, anything SQLAlchemy knows by its URL."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, NoSuchModuleError

from streams.domain.errors import SettingsError, Unavailable

BUSY_MS = 5_000

Row = Mapping[str, object]


def file_url(path: Path) -> sa.URL:
    """Return the URL of the SQLite file `path`, whatever characters are in it."""
    return sa.URL.create("sqlite", database=str(path))


Migration = Callable[[sa.Connection], None]


def open_database(
    url: str | sa.URL,
    model: sa.MetaData,
    version: int,
    migrations: Mapping[int, Migration] = MappingProxyType({}),
) -> tuple[sa.Engine, bool]:
    """Return an engine and whether the tables were made just now.

    `migrations` take a database from the version they are listed under to the next one.

    Raises SettingsError for a URL that is none or a database of another version, Unavailable when
    the database does not answer.
    """
    try:
        engine = sa.create_engine(url, json_serializer=_json, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise SettingsError(f"not the URL of a database that can be used: {error}") from None
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
    elif engine.dialect.name != "postgresql":
        raise SettingsError(f"database must be sqlite or postgresql, got {engine.dialect.name}")
    with transaction(engine) as connection:
        return engine, _made(connection, model, version, migrations)


@contextmanager
def transaction(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Commit at the end. Raises Unavailable, but lets the faults of single rows through."""
    try:
        with engine.begin() as connection:
            yield connection
    except (DataError, IntegrityError):
        raise
    except DBAPIError as error:
        said = " ".join(str(error.orig).split())
        raise Unavailable(f"database {engine.dialect.name}: {said}") from error


def upsert(
    connection: sa.Connection, table: sa.Table, rows: Sequence[Row], newer: str | None
) -> None:
    """Insert rows in order; a row whose key exists replaces it when its `newer` is not less.

    With `newer` None an existing row stands.
    """
    if not rows:
        return
    statement = insert(connection, table)
    keys = [column.name for column in table.primary_key]
    if newer is None:
        connection.execute(statement.on_conflict_do_nothing(index_elements=keys), list(rows))
        return
    changed = {c.name: statement.excluded[c.name] for c in table.c if c.name not in keys}
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=keys,
            set_=changed,
            where=statement.excluded[newer] >= table.c[newer],
        ),
        list(rows),
    )


def insert(connection: sa.Connection, table: sa.Table) -> Any:
    """Return an INSERT that knows ON CONFLICT, which both dialects spell alike."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def _made(
    connection: sa.Connection, model: sa.MetaData, version: int, migrations: Mapping[int, Migration]
) -> bool:
    """Create the tables unless they are there; return whether they were created."""
    versions = sa.Table("schema_version", sa.MetaData(), sa.Column("version", sa.Integer))
    versions.create(connection, checkfirst=True)
    found = connection.execute(sa.select(versions.c.version)).scalar()
    while found is not None and found < version and found in migrations:
        migrations[found](connection)
        found += 1
        connection.execute(versions.update().values(version=found))
    if found == version:
        return False
    if found is not None:
        raise SettingsError(f"database has schema version {found}, this program needs {version}")
    model.create_all(connection)
    connection.execute(versions.insert().values(version=version))
    return True


def _prepare_sqlite(connection: Any, _: object) -> None:
    """Readers beside one writer, lasting commits, and a wait instead of an error when locked."""
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
