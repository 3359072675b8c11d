"""Sources that fall silent are told to those who rely on them, once, and when they are back."""

import json

import pytest

from streams.adapters.database import file_url
from streams.adapters.deliveries import Deliveries
from streams.adapters.headers import SOURCE
from streams.domain.coverage import NAMED, Heard, lines_on
from streams.domain.errors import Unavailable
from streams.domain.routing.routes import Coverage
from streams.domain.topics import ARTICLE_RAW
from streams.services import coverage
from streams.services.coverage import LOOK_MS, Listener
from streams.services.patience import Patience
from tests.factories import HOUR, MINUTE
from tests.fake_bus import FakeBus, FakeStop
from tests.outbox import Clock, rows
from tests.samples import AT, origin


def heard(source="afp", gap=MINUTE, articles=11, silent=0, told_at=None):
    """Return a source that was heard `articles` times and not for `silent` before AT."""
    last = AT - silent
    return Heard(source, last - gap * (articles - 1), last, articles, told_at)


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (heard(silent=7 * HOUR), "afp: no article for 7 h, usually one every 1 min"),
        (heard(silent=6 * HOUR), None),
        (heard(gap=2 * HOUR, silent=11 * HOUR), None),
        (heard(gap=2 * HOUR, silent=13 * HOUR), "afp: no article for 13 h, usually one every 2 h"),
        (heard(articles=9, silent=20 * HOUR), None),
        (heard(silent=31 * 24 * HOUR), None),
        (heard(silent=7 * HOUR, told_at=AT - HOUR), None),
        (heard(silent=0, told_at=AT - HOUR), "afp: heard again"),
    ],
)
def test_silence_is_a_broken_habit(one, line):
    lines = lines_on([one, heard("b")], AT, 6.0)[1]

    assert lines == ((line,) if line else ())


def test_silence_of_all_is_said_first():
    lines = lines_on([heard("b", silent=7 * HOUR), heard("a", silent=8 * HOUR)], AT, 6.0)[1]

    assert [line.partition(":")[0] for line in lines] == [
        "nothing is heard from any source", "a", "b",
    ]  # fmt: skip


def test_long_list_is_cut():
    lines = lines_on([heard(f"s{n:02}", silent=7 * HOUR) for n in range(30)], AT, 6.0)[1]

    assert len(lines) == NAMED + 2
    assert lines[-1] == "and 10 more"


class Raw:
    """A listener with its topic and its clock in hand."""

    def __init__(self, path):
        self.path = path
        self.outbox = Deliveries(file_url(path))
        self.bus, self.clock = FakeBus(), Clock()
        coverage = Coverage(("desk",), 6.0)
        patience = Patience(FakeStop(), 1.0)
        self.listener = Listener(self.bus, self.outbox, coverage, patience, now_ms=self.clock)
        self.listener._looked_at = self.clock.ms
        self.offset = 0

    def hear(self, *sources):
        batch = []
        for source in sources:
            headers = ((SOURCE, source.encode()),) if source else ()
            found = origin(ARTICLE_RAW.name, self.offset, b"body", headers)
            batch.append(found._replace(timestamp_ms=self.clock.ms))
            self.offset += 1
        self.bus.batches.append(batch)
        self.listener.step()

    def wait(self, ms):
        self.clock.ms += ms
        self.listener.step()

    @property
    def told(self):
        found = rows(self.path, "SELECT notes FROM deliveries WHERE sink = 'desk' ORDER BY seq")
        return [json.loads(notes) for (notes,) in found]


@pytest.fixture
def raw(tmp_path):
    one = Raw(tmp_path / "alerting.db")
    yield one
    one.outbox.close()


def test_source_that_falls_silent_is_told_once_and_when_it_is_back(raw):
    for _ in range(12):
        raw.hear("afp", "small.example")
        raw.wait(MINUTE)
    for _ in range(7 * 60):
        raw.hear("small.example")
        raw.wait(MINUTE)
    assert raw.told == [["afp: no article for 6 h, usually one every 1 min"]]

    raw.hear("afp")
    raw.wait(MINUTE)
    assert raw.told[1:] == [["afp: heard again"]]
    raw.wait(MINUTE)
    assert len(raw.told) == 2


def test_silence_is_not_looked_for_while_there_is_a_backlog(raw):
    for _ in range(12):
        raw.hear("afp", "b")
        raw.wait(MINUTE)
    raw.clock.ms += 8 * HOUR
    raw.hear("b")
    assert raw.told == []
    raw.wait(LOOK_MS)
    assert len(raw.told) == 1


def test_habits_outlast_a_restart(raw, tmp_path):
    for _ in range(12):
        raw.hear("afp")
        raw.wait(MINUTE)
    raw.outbox.close()
    again = Raw(tmp_path / "alerting.db")
    again.clock.ms = raw.clock.ms + 7 * HOUR
    again.listener.step()
    again.outbox.close()

    assert again.told[0][0] == "nothing is heard from any source"


def test_what_was_heard_is_written_before_it_is_committed(raw):
    raw.hear("afp")
    raw.hear("afp", "afp")
    assert raw.bus.committed == []
    raw.bus.down["commit"] = 1
    raw.wait(LOOK_MS)

    assert raw.bus.committed == [(ARTICLE_RAW.name, 0, 2)]
    assert rows(raw.path, "SELECT source, articles FROM heard") == [("afp", 3)]


def test_article_without_a_header_is_nobodys(raw):
    raw.hear("", "  ", "a\x1b[2J\u202e")
    raw.wait(LOOK_MS)

    assert rows(raw.path, "SELECT source FROM heard") == [("a [2J",)]


def test_flood_of_invented_sources_does_not_fill_the_memory(raw, monkeypatch):
    monkeypatch.setattr(coverage, "SOURCES", 300)
    raw.hear(*[f"s{n}" for n in range(800)])
    raw.wait(LOOK_MS)

    assert rows(raw.path, "SELECT count(*) FROM heard") == [(300,)]


def test_who_was_not_heard_of_for_a_month_is_forgotten(raw):
    raw.hear("afp")
    raw.wait(LOOK_MS)
    raw.wait(31 * 24 * HOUR)

    assert rows(raw.path, "SELECT count(*) FROM heard") == [(0,)]


def test_listener_ends_when_told_and_when_the_broker_stays_away(raw):
    raw.listener.patience.stop.set()
    raw.listener.run()
    raw.bus.down["poll"] = 1
    raw.listener.patience = Patience(FakeStop(), 0.0)
    with pytest.raises(Unavailable):
        raw.listener.run()
