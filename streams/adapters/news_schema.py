"""Bring the database of what was read to the tables that this program works with."""

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from streams.adapters.database import hold, opening, transaction
from streams.domain.errors import SettingsError

HEAD = "0002"
"""The newest step in `migrations`; a test compares."""
BEFORE_MIGRATIONS = "0001"
MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 0x7261736165
"""What a server knows the lock of whoever migrates by."""
POSITION = "ST_SetSRID(ST_MakePoint(lon, lat), 4326)"
"""Where an incident happened, as PostGIS has it."""
INDEXES = {
    "postgis": {"incidents_by_point": f"incidents USING gist (({POSITION}))"},
    "pg_trgm": {
        f"{table}_by_words": f"{table} USING gin (search gin_trgm_ops)"
        for table in ("incidents", "alerts", "articles")
    },
}
"""What is made where an extension of PostgreSQL is installed, beside the tables of the model."""


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What was found and done. `before` is None for a database without our tables.

    `extensions` are those of PostgreSQL that are made use of.
    """

    before: str | None
    extensions: tuple[str, ...]

    @property
    def is_fresh(self) -> bool:
        """Whether the tables were made just now."""
        return self.before is None


def open_current(url: str | sa.URL) -> sa.Engine:
    """Return an engine for whoever only reads. Raises SettingsError unless tables are up to date.

    Raises Unavailable when the database does not answer.
    """
    with opening(url) as engine, transaction(engine) as connection:
        found = version_of(connection)
        if found != HEAD:
            said = f"database has schema version {found}, this program needs {HEAD}"
            raise SettingsError(f"{said}: run `rasid db upgrade`")
    return engine


def upgrade(connection: sa.Connection) -> Upgraded:
    """Run the steps that are due, all or none of them, one process at a time."""
    hold(connection, LOCK)
    before = version_of(connection)
    if before != HEAD:
        _run_steps(connection, before)
    return Upgraded(before, _index_by_extensions(connection))


def version_of(connection: sa.Connection) -> str | None:
    """Return the step that the database is at, None without our tables."""
    tables = sa.inspect(connection)
    if tables.has_table("alembic_version"):
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if found is not None:
            return str(found)
    if not tables.has_table("schema_version"):
        return None
    number = connection.exec_driver_sql("SELECT version FROM schema_version").scalar()
    return None if number is None else BEFORE_MIGRATIONS if number == 1 else f"{number}"


def _run_steps(connection: sa.Connection, before: str | None) -> None:
    from alembic import command  # noqa: PLC0415 - most starts have nothing to do
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if before is not None and before not in known:
        raise SettingsError(f"database has schema version {before}, this program needs {HEAD}")
    if before == BEFORE_MIGRATIONS and sa.inspect(connection).has_table("schema_version"):
        command.stamp(config, before)
        connection.exec_driver_sql("DROP TABLE schema_version")
    command.upgrade(config, "head")


def _index_by_extensions(connection: sa.Connection) -> tuple[str, ...]:
    """Make the indexes that installed extensions allow; return the names of these."""
    if connection.dialect.name != "postgresql":
        return ()
    names = connection.exec_driver_sql("SELECT extname FROM pg_extension").scalars()
    installed = tuple(sorted(set(names) & INDEXES.keys()))
    for extension in installed:
        for name, what in INDEXES[extension].items():
            connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS {name} ON {what}")
    return installed
