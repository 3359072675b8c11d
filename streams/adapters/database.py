"""Open a database with a model: SQLite by default, anything SQLAlchemy knows by its URL."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, NoSuchModuleError

from streams.domain.errors import SettingsError, Unavailable

BUSY_MS = 5_000
DRIVERS = ("psycopg", "psycopg2", "pg8000")
"""Of PostgreSQL, the fastest first; `rasid[postgres]` brings the last."""
OF_A_ROW = ("22", "23", "54")
"""Classes of SQLSTATE: the data, what it must agree with, and what is too long for an index."""

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
    with opening(url) as engine, transaction(engine) as connection:
        return engine, _made(connection, model, version, migrations)


@contextmanager
def opening(url: str | sa.URL) -> Iterator[sa.Engine]:
    """Lend an engine that stays open unless what follows fails. Raises SettingsError."""
    engine = connect(url)
    try:
        yield engine
    except BaseException:
        engine.dispose()
        raise


def connect(url: str | sa.URL) -> sa.Engine:
    """Return an engine, which connects when it is used first.

    Raises SettingsError for a URL that is none, or whose driver is not installed.
    """
    try:
        engine = sa.create_engine(_with_driver(url), json_serializer=_json, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise SettingsError(f"not the URL of a database that can be used: {error}") from None
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
    elif engine.dialect.name != "postgresql":
        raise SettingsError(f"database must be sqlite or postgresql, got {engine.dialect.name}")
    return engine


def _with_driver(url: str | sa.URL) -> sa.URL:
    """Name a driver that is installed where the URL of a PostgreSQL names none."""
    made = sa.make_url(url)
    if made.drivername not in ("postgresql", "postgres"):
        return made
    for driver in DRIVERS:
        if find_spec(driver) is not None:
            return made.set(drivername=f"postgresql+{driver}")
    raise SettingsError("PostgreSQL needs a driver: pip install 'rasid[postgres]'")


@contextmanager
def transaction(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Commit at the end. Raises Unavailable, but lets the faults of single rows through."""
    with answering(engine), engine.begin() as connection:
        yield connection


@contextmanager
def answering(engine: sa.Engine) -> Iterator[None]:
    """Raise Unavailable for what the database itself fails in, whatever the driver calls it."""
    try:
        yield
    except ConnectionError as error:  # pg8000 lets what reading a socket raises through
        raise Unavailable(f"database {engine.dialect.name}: {error}") from error
    except DBAPIError as error:
        if _is_of_a_row(error):
            raise
        said = " ".join(_said(error).split())
        raise Unavailable(f"database {engine.dialect.name}: {said}") from error


def hold(connection: sa.Connection, lock: int, *, shared: bool = False) -> None:
    """Wait for a lock until the end of the transaction; must be the first thing in it.

    A file has one lock, for whoever writes; a server knows ours by their numbers.
    """
    if connection.dialect.name == "sqlite":  # else the driver begins with the first row written
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif shared:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock_shared(lock)))
    else:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(lock)))


def wipe(engine: sa.Engine, *tables: sa.Table) -> None:
    """Overwrite what the file or server still holds of the old rows of these tables."""
    statements = ["PRAGMA wal_checkpoint(TRUNCATE)"]
    if engine.dialect.name == "postgresql":
        statements = [f"VACUUM {table.name}" for table in tables]
    with answering(engine), engine.connect() as connection:
        connection.connection.rollback()  # the pool's look at the connection began a transaction
        plain = connection.execution_options(isolation_level="AUTOCOMMIT")
        for statement in statements:
            plain.exec_driver_sql(statement)


def _is_of_a_row(error: DBAPIError) -> bool:
    """Whether the values are at fault, so that trying again cannot help."""
    if isinstance(error, DataError | IntegrityError):
        return True
    return _state(error).startswith(OF_A_ROW)


def _state(error: DBAPIError) -> str:
    """Return the SQLSTATE, which each driver keeps elsewhere; empty where there is none."""
    original = error.orig
    for name in ("sqlstate", "pgcode"):
        if isinstance(state := getattr(original, name, None), str):
            return state
    told = original.args[0] if original is not None and original.args else None
    return str(told.get("C", "")) if isinstance(told, dict) else ""


def _said(error: DBAPIError) -> str:
    told = error.orig.args[0] if error.orig is not None and error.orig.args else None
    return str(told.get("M", told)) if isinstance(told, dict) else str(error.orig)


def insert(connection: sa.Connection, table: sa.Table) -> Any:
    """Return an INSERT that knows ON CONFLICT, which both dialects spell alike."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def _made(
    connection: sa.Connection, model: sa.MetaData, version: int, migrations: Mapping[int, Migration]
) -> bool:
    """Create the tables unless they are there; return whether they were created."""
    if sa.inspect(connection).has_table("alembic_version"):
        raise SettingsError("the database holds what was read; alerting needs one of its own")
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
    """Set what we rely on, for each connection.

    Readers beside one writer, lasting commits, a wait instead of an error when locked, and zeros
    where text was deleted.
    """
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
