"""The outbox on PostgreSQL: skipped unless POSTGRES_URL names an empty database of a server.

The driver is whatever SQLAlchemy finds by that URL, such as `postgresql+psycopg2://...`.
"""

import os

import pytest
import sqlalchemy as sa

from streams.adapters.alert_ledger import Ledger
from streams.adapters.alerting_tables import MODEL
from streams.adapters.database import connect
from streams.adapters.deliveries import Deliveries
from streams.adapters.pruning import prune
from streams.adapters.rulings import take
from streams.adapters.sinks import Outcome
from streams.domain.errors import SettingsError
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
