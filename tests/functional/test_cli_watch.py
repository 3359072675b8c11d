"""`rasid watch test`: a watchlist against the alerts of the last month, or of a file."""

from dataclasses import replace

import pytest

from streams.adapters.database import file_url
from streams.adapters.news_store import NewsStore
from streams.cli import watch
from streams.domain.plain import to_json
from streams.domain.topics import ALERT_BREAKING
from tests.outbox import named
from tests.rasid import rasid, rows
from tests.samples import ALERT, AT, sent

DAY = 86_400_000
FAR = replace(ALERT.place, lat=33.34, lon=44.40)
ALERTS = (
    named("a1"),
    named("a2", at=AT + 1, kind="update", level="critical"),
    named("far", incident_id="inc-2", place=FAR),
    named("old", incident_id="inc-3", at=AT - 31 * DAY),
)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("RASID_RUN_DIR", str(tmp_path))
    monkeypatch.setattr(watch.time, "time_ns", lambda: (AT + DAY) * 1_000_000)
    (tmp_path / "sites.csv").write_text("name,lat,lon,km\nMain depot,35.40,44.30,\n")
    return tmp_path


@pytest.fixture
def sites(folder):
    store = NewsStore(file_url(folder / "rasid.db"))
    store.write([(sent(ALERT_BREAKING, alert), alert) for alert in ALERTS], AT)
    store.close()
    return folder / "sites.csv"


def test_last_month_near_a_watchlist_is_listed(capfdbinary, sites):
    code, out, err = rasid(capfdbinary, "watch", "test", sites)
    lines = out.splitlines()

    assert code == 0
    assert [line.split()[1:3] for line in lines] == [
        ["level", "kind"],
        ["high", "new"],
        ["critical", "update"],
    ]
    assert "11 km from Main depot  Gunmen attack police in Kirkuk" in lines[1]
    assert err == [
        "rasid: 2 of 3 alerts, of 1 incidents, near 1 sites; at most 2 in an hour",
    ]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--km", "5"), []),
        (("--km", "250"), ["a1", "far", "a2"]),
        (("--days", "60"), ["old", "a1", "a2"]),
        (("--level", "critical"), ["a2"]),
    ],
)
def test_distance_time_and_level_can_be_chosen(capfdbinary, sites, options, found):
    out = rasid(capfdbinary, "watch", "test", sites, "--json", *options)[1]

    assert [row["alert_id"] for row in rows(out)] == found


def test_alerts_of_a_replay_are_tested_whatever_their_time(capfdbinary, folder):
    path = folder / "alerts.jsonl"
    path.write_bytes(b"\n".join(map(to_json, ALERTS)))
    code, out, _ = rasid(
        capfdbinary, "watch", "test", folder / "sites.csv", "--alerts", path, "--json"
    )
    (first, *_) = found = rows(out)

    assert code == 0
    assert [row["alert_id"] for row in found] == ["a1", "a2", "old"]
    assert first["near"] == "11 km from Main depot"


def test_watchlist_of_the_file_is_tested_by_its_name(capfdbinary, sites, monkeypatch):
    path = sites.with_name("alerting.toml")
    path.write_text(
        '[sinks.c]\nkind = "console"\n[routes.r]\nsinks = ["c"]\n'
        '[watchlists.own]\nfile = "sites.csv"\n'
    )
    monkeypatch.setenv("RASID_ALERTING", str(path))

    assert len(rows(rasid(capfdbinary, "watch", "test", "own", "--json")[1])) == 2
    code, _, err = rasid(capfdbinary, "watch", "test", "other")
    assert code == 2
    assert "a .csv or .geojson file or of own, got 'other'" in err[0]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("sites.csv",), 1, "there is no database"),
        (("sites.csv", "--km", "0"), 2, "--km must be 0.001..20000, got 0.0"),
        (("sites.csv", "--days", "0"), 2, "--days must be 1..36500, got 0"),
        (("sites.csv", "--level", "loud"), 2, "--level must be one of low, medium, high, critical"),
        (("none.csv",), 2, "cannot read"),
        (("sites",), 2, "of none in RASID_ALERTING, got 'sites'"),
        (("sites.csv", "--alerts", "none.jsonl"), 1, "cannot read none.jsonl"),
        (("sites.csv", "--alerts", "bad.jsonl"), 1, "bad.jsonl:2: "),
    ],
)
def test_what_cannot_be_tested_is_said(capfdbinary, folder, monkeypatch, options, code, said):
    monkeypatch.chdir(folder)
    (folder / "bad.jsonl").write_bytes(to_json(ALERT) + b"\n{}\n")
    found, _, err = rasid(capfdbinary, "watch", "test", *options)

    assert found == code
    assert said in err[0]
