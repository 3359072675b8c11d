"""The database itself: set up once, of our version or refused, waited for when it is locked."""

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from streams.adapters import database, deliveries
from streams.adapters.database import answering, connect, file_url
from streams.adapters.news_store import NewsStore
from streams.adapters.news_tables import ATTACKS, MODEL
from streams.domain.errors import SettingsError, Unavailable
from tests.databases import BOTH, postgres_url
from tests.samples import AT, ATTACK, origin


@pytest.fixture
def file(tmp_path):
    return file_url(tmp_path / "rasid.db")


@pytest.fixture(params=BOTH)
def url(request, file):
    return file if request.param == "sqlite" else postgres_url()


def test_database_is_fresh_only_the_first_time(url):
    first = NewsStore(url)
    first.close()
    second = NewsStore(url)
    second.close()

    assert (first.is_fresh, second.is_fresh) == (True, False)


def test_database_is_set_up_for_readers_beside_a_lasting_writer(file):
    engine = connect(file)
    with engine.connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "journal_mode",
                "foreign_keys",
                "busy_timeout",
                "synchronous",
                "secure_delete",
            )
        ]
    engine.dispose()

    assert found == ["wal", 1, 5000, 2, 1]


def test_database_of_another_version_is_refused(url):
    engine = connect(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('0777')")
    engine.dispose()

    with pytest.raises(SettingsError, match="schema version 0777, this program needs 0002"):
        NewsStore(url)


@pytest.mark.parametrize("bad", ["rasid.db", "mysql://somewhere/x", "nosuch://x", ""])
def test_url_that_is_no_database_is_refused_in_one_line(bad):
    with pytest.raises(SettingsError) as caught:
        connect(bad)
    assert "\n" not in str(caught.value)


def test_locked_database_is_a_reason_to_wait(file, monkeypatch):
    monkeypatch.setattr(database, "BUSY_MS", 0)
    waiting = NewsStore(file)
    locker = sa.create_engine(file, isolation_level="AUTOCOMMIT")
    with locker.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="locked"):
            waiting.write([(origin("t", 0), ATTACK)], AT)
        connection.exec_driver_sql("ROLLBACK")
        waiting.write([(origin("t", 0), ATTACK)], AT)
        found = connection.execute(sa.select(ATTACKS.c.attack_id)).scalars().all()
    locker.dispose()
    waiting.close()

    assert found == [ATTACK.attack_id]


def test_model_is_portable_to_postgresql():
    dialect = postgresql.dialect()

    for table in (*MODEL.sorted_tables, *deliveries.MODEL.sorted_tables):
        assert f"CREATE TABLE {table.name}" in str(CreateTable(table).compile(dialect=dialect))


def test_socket_that_breaks_while_it_is_read_is_a_database_that_is_away(file):
    with (
        pytest.raises(Unavailable, match=r"database sqlite: .*reset by peer"),
        answering(connect(file)),
    ):
        raise ConnectionResetError(104, "Connection reset by peer")
