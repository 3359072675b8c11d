"""The outbox on PostgreSQL: skipped unless POSTGRES_URL names an empty database of a server.

The driver is whatever SQLAlchemy finds by that URL, such as `postgresql+psycopg2://...`.
"""

import gc
import os
import warnings

import pytest
import sqlalchemy as sa

from streams.adapters.alert_ledger import Ledger
from streams.adapters.alerting_tables import MODEL
from streams.adapters.database import connect
from streams.adapters.deliveries import Deliveries
from streams.adapters.pruning import prune
from streams.adapters.rulings import take
from streams.adapters.sinks import Outcome
from streams.domain.errors import SettingsError, Unavailable
from streams.domain.routing.routes import Routing
from tests.desk import EVENING, HOUR, other, route
from tests.outbox import Clock, FakeSink, dispatcher, drain

pytestmark = pytest.mark.postgres


@pytest.fixture
def outbox():
    url = os.environ.get("POSTGRES_URL")
    if not url:
        pytest.skip("POSTGRES_URL is not set")
    engine = connect(url)
    MODEL.drop_all(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE IF EXISTS schema_version, alembic_version"))
    engine.dispose()
    opened = Deliveries(url)
    yield opened
    opened.close()


def test_alerts_are_retried_held_and_forgotten_as_on_sqlite(outbox):
    clock, sink = Clock(), FakeSink(Outcome("retried", 503, "b\x1busy"))
    clock.ms = EVENING
    routing = Routing(
        ("fake",), (route(level="high", digest="hourly", urgent="high"), route("low"))
    )
    take(outbox, [other("a"), other("b", level="medium")], routing, clock.ms)
    take(outbox, [other("a")], routing, clock.ms)
    one = dispatcher(outbox, sink, clock)
    drain(one)
    clock.ms += HOUR
    drain(one)

    assert sorted(sink.attempts) == ["a", "a", "b"]
    assert [fate.state for fate in Ledger(outbox).fates("a")] == ["delivered"]
    assert [it.outcome for it in Ledger(outbox).attempts("a")] == ["retried", "delivered"]
    assert prune(outbox, ("fake",), EVENING + 1) > 0
    assert Ledger(outbox).last(10) == []


def test_second_service_on_one_database_is_refused_while_the_first_works(outbox):
    second = Deliveries(os.environ["POSTGRES_URL"])
    refused = pytest.raises(SettingsError, match="another alerting service")
    with outbox.alone(), refused, second.alone():
        pass
    with second.alone():
        assert second.pending("fake") == 0
    second.close()


END = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"


@pytest.fixture
def left_open():
    """Let pass that pg8000 leaves the socket of a session that the server ended to the garbage."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


def end_session():
    """End the session that holds the lock, as a restart of the server does."""
    engine = connect(os.environ["POSTGRES_URL"])
    with engine.begin() as connection:
        connection.exec_driver_sql(END)
    engine.dispose()


@pytest.mark.usefixtures("left_open")
def test_lock_that_the_server_forgot_is_taken_anew(outbox):
    second = Deliveries(os.environ["POSTGRES_URL"])
    with outbox.alone() as lock:
        lock.keep()
        end_session()
        with pytest.raises(Unavailable):
            lock.keep()
        lock.keep()
        with pytest.raises(SettingsError, match="another alerting service"), second.alone():
            pass
    second.close()


@pytest.mark.usefixtures("left_open")
def test_lock_that_another_service_took_meanwhile_is_waited_for(outbox):
    second = Deliveries(os.environ["POSTGRES_URL"])
    with outbox.alone() as lock:
        end_session()
        with second.alone():
            for said in ("database", "another alerting service"):
                with pytest.raises(Unavailable, match=said):
                    lock.keep()
        lock.keep()
    second.close()
