"""The gold stories keep their form: reports in order, one first alert, one final state each."""

import json
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.shared import shared

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold" / "incidents.jsonl"
SOURCES_FILE = ROOT / "streams" / "lang" / "shared" / "sources.toml"
FIELDS = [
    *("id", "incident", "incidents", "language", "source", "url", "title", "body"),
    *("published_at", "should_alert"),
]
FINAL_FIELDS = [
    *("killed_victims", "wounded", "killed_attackers", "claimed_by", "city", "date", "is_attack"),
]
REPORTS = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
INCIDENTS = sorted({name for report in REPORTS for name in report["incidents"]})


def published(report: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(report["published_at"])


def reports_of(incident: str) -> list[dict[str, Any]]:
    """Return the reports that tell an incident, in the order of publication."""
    mine = [report for report in REPORTS if incident in report["incidents"]]
    return sorted(mine, key=published)


def final_of(incident: str) -> dict[str, Any]:
    """Return what is known of an incident in the end."""
    return dict(next(report["final"] for report in reports_of(incident) if "final" in report))


def test_reports_have_unique_ids_and_the_fields_of_the_form() -> None:
    assert len({report["id"] for report in REPORTS}) == len(REPORTS)
    assert all([key for key in report if key != "final"] == FIELDS for report in REPORTS)


def test_reports_come_from_registered_sources_in_two_languages_with_a_zone() -> None:
    sources = tomllib.loads(SOURCES_FILE.read_text(encoding="utf-8"))["source"]
    assert {report["source"] for report in REPORTS} <= set(sources)
    assert set(Counter(report["language"] for report in REPORTS)) == {"ar", "en"}
    assert all(published(report).tzinfo is not None for report in REPORTS)


def test_incident_field_repeats_a_sole_incident() -> None:
    for report in REPORTS:
        sole = report["incidents"][0] if len(report["incidents"]) == 1 else None
        assert report["incident"] == sole, report["id"]


def test_first_report_of_each_incident_alone_is_new() -> None:
    firsts = {reports_of(incident)[0]["id"] for incident in INCIDENTS}
    assert len(firsts) == len(INCIDENTS)
    for report in REPORTS:
        assert (report["should_alert"] == "new") == (report["id"] in firsts), report["id"]


def test_last_report_that_tells_an_incident_first_carries_its_final_state() -> None:
    for incident in INCIDENTS:
        *earlier, last = (r for r in reports_of(incident) if r["incidents"][0] == incident)
        assert list(last["final"]) == FINAL_FIELDS, incident
        assert not any(r.get("final") for r in earlier)
        assert final_of(incident) == last["final"]


def test_final_date_is_the_day_of_the_first_report() -> None:
    for incident in INCIDENTS:
        age = published(reports_of(incident)[0]).date() - date.fromisoformat(
            final_of(incident)["date"]
        )
        assert age == timedelta(0), incident


def test_one_incident_ends_as_no_attack() -> None:
    assert Counter(final_of(incident)["is_attack"] for incident in INCIDENTS)[False] == 1


def as_incident(name: str) -> dict[str, Any]:
    """Return the last revision that a replay without fault would write."""
    final = final_of(name)
    claims = [{"kind": "responsibility", "claimant": final["claimed_by"]}]
    tolls = {"killed": "killed_victims", "perpetrators_killed": "killed_attackers"}
    return {
        "incident_id": name,
        "status": "open" if final["is_attack"] else "retracted",
        "reports": [{"article_id": report["id"]} for report in reports_of(name)],
        "tolls": {key: {"best": final[tolls.get(key, key)]} for key in (*tolls, "wounded")},
        "claims": claims if final["claimed_by"] else [],
    }


def as_alert(name: str) -> dict[str, Any]:
    """Return the first alert that a replay without fault would raise."""
    first = reports_of(name)[0]["id"]
    return {"incident_id": name, "kind": "new", "level": "high", "trigger_article_id": first}


def test_scorer_gives_a_faultless_replay_full_marks(tmp_path: Path) -> None:
    for file, form in (("incidents.jsonl", as_incident), ("alerts.jsonl", as_alert)):
        lines = [json.dumps(form(name)) for name in INCIDENTS]
        (tmp_path / file).write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, str(shared("tools", "score.py")), "incidents", str(GOLD)]
    run = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True, check=True)
    figures = json.loads(run.stdout)
    assert figures["pairs"]["f1"] == figures["final_state"] == 1.0
    assert figures["incidents"] == figures["alert_due"] == figures["on_the_right_report"]
    assert figures["extra_new_alerts"] == 0
