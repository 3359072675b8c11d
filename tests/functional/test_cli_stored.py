"""`rasid db|export|dossier|forget|reprocess` on a database that the founding article filled."""

import csv
import io
import json
import re

import pytest

from streams.adapters.database import file_url
from streams.adapters.deliveries import Deliveries
from streams.adapters.news_store import NewsStore
from streams.adapters.rulings import take
from streams.domain.records import Alert
from streams.domain.routing.routes import Routing
from streams.domain.topics import (
    ALERT_BREAKING,
    ARTICLE_RAW,
    ARTICLE_REJECTED,
    ARTICLE_TAGGED,
    ATTACK_REPORTED,
    INCIDENT_UPDATED,
)
from streams.driver import TopologyDriver
from streams.topology import TOPOLOGY
from tests.functional.test_founding import PRIVATE, founding, second_report
from tests.rasid import rasid, rows
from tests.reading import context
from tests.samples import AT, origin

KEPT = (ARTICLE_TAGGED, ATTACK_REPORTED, ARTICLE_REJECTED, INCIDENT_UPDATED, ALERT_BREAKING)


@pytest.fixture(scope="module")
def records():
    running = TopologyDriver(TOPOLOGY, context())
    running.feed(ARTICLE_RAW, [founding(), second_report()])
    return [record for topic in KEPT for record in running.out[topic]]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("RASID_RUN_DIR", str(tmp_path / "run"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "run").mkdir()
    return tmp_path


@pytest.fixture
def filled(folder, records):
    store = NewsStore(file_url(folder / "run" / "rasid.db"))
    store.write([(origin("t", n), record) for n, record in enumerate(records)], AT)
    store.close()
    return folder


def exported(capfdbinary, *arguments):
    code, out, err = rasid(capfdbinary, "export", *arguments)
    assert code == 0, err
    return list(csv.DictReader(io.StringIO(out)))


def test_incidents_are_exported_in_each_format(filled, capfdbinary):
    found = exported(capfdbinary)
    for name in ("all.geojson", "all.parquet", "all.csv"):
        code, _, err = rasid(capfdbinary, "export", "-o", filled / name)
        assert (code, err) == (0, [f"rasid: {len(found)} incidents"])

    features = json.loads((filled / "all.geojson").read_text("utf-8"))["features"]
    assert [row["event_id"] for row in found] == [one["id"] for one in features]
    assert (filled / "all.parquet").read_bytes()[:4] == b"PAR1"
    places = {row["location"]: row["fatalities"] for row in found}
    assert places["Kirkuk"] == "6"


@pytest.mark.parametrize(
    ("arguments", "places"),
    [
        (("--country", "iq", "--box", "44,35,44.9,35.9"), {"Kirkuk", "Dibis"}),
        (("--text", "دبس"), {"Dibis"}),
        (("--until", "2016-01-01"), set()),
        (("--country", "FR"), set()),
    ],
)
def test_export_is_narrowed(filled, capfdbinary, arguments, places):
    assert {row["location"] for row in exported(capfdbinary, *arguments)} == places


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "--format", "xml"), "--format must be one of csv, geojson, parquet, got 'xml'"),
        (("export", "--box", "1,2,3"), "--box must be W,S,E,N in degrees, got '1,2,3'"),
        (("export", "--box", "1,9,3,2"), "--box must be W,S,E,N within -180,-90,180,90, S < N"),
        (("export", "--since", "soon"), "--since must be such as 7d, 12h or 2016-10-21"),
        (("export", "--type", "war"), "--type must be one of armed_assault, bombing"),
        (("export", "--level", "top"), "--level must be one of low, medium, high"),
        (("forget",), "forget takes --article, --url or --source, each with a value"),
        (("forget", "--url", " "), "forget takes --article, --url or --source, each with a value"),
        (("reprocess", "--since", ""), "--since must be such as 7d, 12h or 2016-10-21"),
    ],
)
def test_wrong_option_is_told_in_one_line(filled, capfdbinary, arguments, said):
    code, out, [line] = rasid(capfdbinary, *arguments)
    assert (code, out) == (2, "")
    assert line.startswith(f"rasid: {said}")


@pytest.mark.parametrize("command", ["export", "dossier x", "forget --url x", "db show"])
def test_without_a_database_the_command_says_where_it_looked(folder, capfdbinary, command):
    code, _, [line] = rasid(capfdbinary, *command.split())
    assert code == 1
    assert "there is no database" in line
    assert str(folder / "run" / "rasid.db") in line


def test_database_is_made_and_shown(folder, capfdbinary):
    code, out, _ = rasid(capfdbinary, "db", "upgrade")
    assert (code, out) == (0, f"{folder / 'run' / 'rasid.db'}: schema none -> 0002\n")
    assert rasid(capfdbinary, "db", "upgrade")[1].endswith("schema 0002 -> 0002\n")
    code, out, _ = rasid(capfdbinary, "db", "show")
    assert ["incidents", "0"] in [line.split() for line in out.splitlines()]


def test_private_words_are_in_no_export_and_no_dossier(filled, capfdbinary):
    for name in ("all.geojson", "all.csv"):
        rasid(capfdbinary, "export", "-o", filled / name)
    for row in exported(capfdbinary):
        folder = filled / row["event_id"]
        code, out, _ = rasid(capfdbinary, "dossier", row["event_id"], "-o", folder)
        assert (code, len(out.splitlines())) == (0, 4)

    written = [p for p in filled.rglob("*") if p.is_file() and "run" not in p.parts]
    text = "\n".join(path.read_text("utf-8") for path in written)
    assert len(written) == 2 + 4 * len(exported(capfdbinary))
    assert "كركوك" in text
    assert [word for word in PRIVATE if word in text] == []


def test_forgotten_article_is_in_no_dossier(filled, capfdbinary):
    [row] = [row for row in exported(capfdbinary) if row["location"] == "Dibis"]
    rasid(capfdbinary, "dossier", row["event_id"], "-o", filled / "before")
    code, out, _ = rasid(capfdbinary, "forget", "--article", "founding", "--why", "asked to")
    assert code == 0
    assert out.startswith("article founding: 1 articles and ")
    rasid(capfdbinary, "dossier", row["event_id"], "-o", filled / "after")

    lines = [
        (filled / name / "quotations.csv").read_text("utf-8").splitlines()
        for name in ("before", "after")
    ]
    assert len(lines[0]) > 1
    assert len(lines[1]) == 1
    assert exported(capfdbinary, "--text", "dibis") == [row]


def test_forgotten_article_is_named_in_no_alert_that_was_taken(filled, records, capfdbinary):
    alerts = [one for one in records if isinstance(one, Alert)]
    outbox = Deliveries(file_url(filled / "run" / "alerting.db"))
    take(outbox, alerts, Routing((), (), {}), AT)
    outbox.close()
    code, out, _ = rasid(capfdbinary, "forget", "--article", "founding")
    assert code == 0
    [count] = re.findall(r"article founding: (\d+) alerts name nobody", out)
    assert int(count) > 0
    again = rasid(capfdbinary, "forget", "--article", "founding")[1]
    assert "article founding: 0 alerts name nobody" in again


def test_articles_are_read_again_with_the_same_result(filled, capfdbinary):
    code, out, _ = rasid(capfdbinary, "reprocess", "--since", "2016-10-01", "-o", "changes.jsonl")

    assert code == 0
    counts = dict(line.rsplit("  ", 1) for line in out.splitlines())
    assert {name.strip(): int(count) for name, count in counts.items()} == {
        "articles": 2,
        "articles that read otherwise": 0,
        "attacks gained": 0,
        "attacks lost": 0,
        "attacks changed": 0,
    }
    assert rows((filled / "changes.jsonl").read_text()) == []


def test_dossier_of_an_incident_that_is_not_there_leaves_nothing_behind(filled, capfdbinary):
    code, _, [line] = rasid(capfdbinary, "dossier", "inc-none")

    assert (code, line) == (1, "rasid: there is no incident 'inc-none'")
    assert not (filled / "dossier-inc-none").exists()
