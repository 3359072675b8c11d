"""Incidents as files: the same rows in every format, and a dossier of all that is known."""

import csv
import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pyarrow import parquet

from streams.adapters.database import connect, file_url
from streams.adapters.dossier import write_dossier
from streams.adapters.export_parquet import write_parquet
from streams.adapters.export_rows import COLUMNS, exported
from streams.adapters.export_text import write_csv, write_geojson, write_table
from streams.adapters.incident_filters import Wanted
from streams.adapters.news_store import NewsStore
from streams.domain.errors import InputError, SettingsError
from streams.domain.records import Claim, Evidence, FollowOn, Place, Target, Tolls
from tests.samples import ALERT, ARTICLE, AT, ATTACK, INCIDENT, REPORT, origin

DOCS = Path(__file__).parents[2] / "docs" / "storage.md"
RICH = replace(
    INCIDENT,
    claims=(Claim("Islamic State", "responsibility"), Claim("nobody", "denial")),
    targets=(Target("police"), Target("market", "=cmd()")),
    reports=(
        REPORT,
        replace(REPORT, attack_id="atk-2"),
        replace(REPORT, attack_id="c", source="afp"),
    ),
    follow_on=(FollowOn("deployment", "a checkpoint"),),
    languages=("ar", "en"),
)
BARE = replace(
    INCIDENT,
    incident_id="inc-0",
    revision=3,
    place=Place("Somewhere", "country", country="XX"),
    country="XX",
    date=replace(INCIDENT.date, start=None, end=None, precision="unknown"),
    tolls=Tolls(),
    perpetrators=(),
    reports=(),
)


@pytest.fixture
def connection(tmp_path):
    url = file_url(tmp_path / "rasid.db")
    store, engine = NewsStore(url), connect(url)
    words = Evidence("killed", "body", 0, 2, "نص", "toll")
    posted = Evidence("follow_on", "body", 3, 10, "a checkpoint", "follow_on.deployment")
    attack = replace(ATTACK, evidence=(words, posted), follow_on=RICH.follow_on)
    items = (
        replace(ARTICLE, title="عنوان، هاتف 07705550142"),
        attack,
        RICH,
        replace(RICH, revision=2, updated_at=AT + 1),
        BARE,
        ALERT,
    )
    store.write([(origin("t"), it) for it in items], AT)
    store.close()
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def rows_of_csv(connection):
    out = io.BytesIO()
    assert write_csv(out, exported(connection, Wanted())) == 2
    return list(csv.DictReader(io.StringIO(out.getvalue().decode())))


def test_csv_has_every_column_and_says_nothing_where_nothing_is_known(connection):
    full, bare = rows_of_csv(connection)

    assert tuple(full) == tuple(COLUMNS)
    assert {name: full[name] for name in EXPECTED} == EXPECTED
    assert {name: value for name, value in bare.items() if value} == EXPECTED_BARE


EXPECTED = {
    "event_id": "inc-1",
    "event_date": "2016-10-21",
    "year": "2016",
    "time_precision": "1",
    "event_type": "armed_assault",
    "actor1": "Islamic State",
    "actor1_id": "is",
    "actor1_confidence": "claimed",
    "claimed_by": "Islamic State",
    "target_type": "police; market",
    "target": "'=cmd()",
    "civilian_targeting": "Civilian targeting",
    "iso": "IQ",
    "country": "Iraq",
    "latitude": "35.47",
    "longitude": "44.39",
    "geo_precision": "1",
    "source": "example.org; afp",
    "languages": "ar; en",
    "notes": "Gunmen attack police in Kirkuk, Iraq: 6 killed",
    "fatalities": "6",
    "fatalities_low": "5",
    "fatalities_high": "8",
    "injuries": "12",
    "abducted": "",
    "level": "high",
    "revision": "2",
    "first_reported": "2016-10-20T21:46:40+00:00",
    "timestamp": "1477000000",
}
EXPECTED_BARE = {
    "event_id": "inc-0",
    "event_type": "armed_assault",
    "engagement": "attack",
    "stage": "accomplished",
    "iso": "XX",
    "country": "XX",
    "location": "Somewhere",
    "source_count": "1",
    "corroboration": "unconfirmed",
    "level": "medium",
    "status": "open",
    "first_reported": "2016-10-20T21:46:40+00:00",
    "last_reported": "2016-10-20T21:46:40+00:00",
    "revision": "3",
    "timestamp": "1477000000",
}


def test_geojson_puts_longitude_first_and_keeps_incidents_without_a_point(connection):
    out = io.BytesIO()
    assert write_geojson(out, exported(connection, Wanted())) == 2
    found = json.loads(out.getvalue())

    full, bare = found["features"]
    assert found["type"] == "FeatureCollection"
    assert full["geometry"] == {"type": "Point", "coordinates": [44.39, 35.47]}
    assert (full["id"], full["properties"]["fatalities"]) == ("inc-1", 6)
    assert (bare["geometry"], bare["properties"]["fatalities"]) == (None, None)


def test_geojson_of_nothing_is_one_all_the_same(connection):
    out = io.BytesIO()
    write_geojson(out, exported(connection, Wanted(countries=("FR",))))

    assert json.loads(out.getvalue()) == {"type": "FeatureCollection", "features": []}


def test_parquet_has_the_same_rows_with_types(connection):
    out = io.BytesIO()
    assert write_parquet(out, exported(connection, Wanted())) == 2
    table = parquet.read_table(io.BytesIO(out.getvalue()))

    rows = [one.row for one in exported(connection, Wanted())]
    assert table.to_pylist() == rows
    types = {"text": "string", "whole": "int64", "real": "double"}
    assert {f.name: str(f.type) for f in table.schema} == {n: types[k] for n, k in COLUMNS.items()}


def test_parquet_without_its_library_says_what_to_install(connection, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(SettingsError, match=r"pip install 'rasid\[parquet\]'"):
        write_parquet(io.BytesIO(), ())


def test_text_that_a_spreadsheet_would_run_is_made_inert():
    out = io.BytesIO()
    cells = ("=1+1", "+1", "-1", "@x", "\tx", "plain", "a=b")
    write_table(out, ("cell",), ({"cell": cell} for cell in cells))
    write_table(out, ("cell",), ({"cell": -1.5},))

    lines = [row[0] for row in csv.reader(io.StringIO(out.getvalue().decode()))]
    inert = ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "plain", "a=b"]
    assert lines == ["cell", *inert, "cell", "-1.5"]


def test_every_column_is_explained():
    text = DOCS.read_text("utf-8")
    listed = [line.split("`")[1] for line in text.splitlines() if line.startswith("| `")]
    assert [name for name in listed if name in COLUMNS] == list(COLUMNS)


def test_dossier_holds_facts_quotations_and_revisions(connection, tmp_path):
    names = write_dossier(connection, "inc-1", tmp_path / "d" / "e")

    assert names == ("incident.json", "reports.csv", "quotations.csv", "revisions.csv")
    whole = json.loads((tmp_path / "d" / "e" / "incident.json").read_text("utf-8"))
    assert whole["incident"]["revision"] == 2
    assert [one["revision"] for one in whole["revisions"]] == [1, 2]
    assert whole["alerts"][0]["alert_id"] == "alr-1"
    quotations, reports, history = (table(tmp_path / "d" / "e" / f"{n}.csv") for n in TABLES)
    assert quotations == [dict(zip(quotations[0], QUOTATION, strict=True))]
    assert (reports[0]["attack_id"], reports[0]["title"]) == ("atk-1", "عنوان، هاتف •••••••••••")
    assert [(r["revision"], r["killed_high"]) for r in history] == [("1", "8"), ("2", "8")]


TABLES = ("quotations", "reports", "revisions")
QUOTATION = (
    "atk-1",
    ARTICLE.article_id,
    "00ff00ff00ff00ff",
    "killed",
    "body",
    "0",
    "2",
    "نص",
    "toll",
)


def table(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_dossier_does_not_say_where_authorities_posted_people(connection, tmp_path):
    names = write_dossier(connection, "inc-1", tmp_path)
    text = "".join((tmp_path / name).read_text("utf-8") for name in names)

    assert "deployment" in text
    assert "a checkpoint" not in text


def test_dossier_of_nothing_or_into_a_file_is_refused_in_one_line(connection, tmp_path):
    with pytest.raises(InputError, match="no incident 'inc-9'"):
        write_dossier(connection, "inc-9", tmp_path / "x")
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot write"):
        write_dossier(connection, "inc-1", tmp_path / "file")
