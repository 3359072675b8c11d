"""`rasid replay --bus memory`: the whole flow from a file into five files."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from streams.cli.entry import run
from streams.stages.escalate.change import LEVELS
from tests.rasid import SEEDS, article_line, rasid

FILES = ["alerts.jsonl", "attacks.jsonl", "dead.jsonl", "duplicates.jsonl", "incidents.jsonl"]

EXPECTED = json.loads(SEEDS.with_name("expected.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def replayed_seeds():
    """Return the alerts of the seeds."""
    with TemporaryDirectory() as folder:
        assert run(["replay", str(SEEDS), "-o", folder]) == 0
        return rows(Path(folder), "alerts.jsonl")


def rows(folder, name):
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_replay_writes_attacks_incidents_alerts_duplicates_and_dead_letters(capfdbinary, tmp_path):
    code, out, err = rasid(capfdbinary, "replay", SEEDS, "-o", tmp_path / "out")
    assert (code, out, len(err)) == (0, "", 1)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == FILES
    attacks, incidents = (
        rows(tmp_path / "out", "attacks.jsonl"),
        rows(tmp_path / "out", "incidents.jsonl"),
    )
    alerts = rows(tmp_path / "out", "alerts.jsonl")
    assert {a["attack_id"] for a in attacks} >= {
        report["attack_id"] for incident in incidents for report in incident["reports"]
    }
    assert {a["incident_id"] for a in alerts} <= {i["incident_id"] for i in incidents}
    assert rows(tmp_path / "out", "duplicates.jsonl")
    assert rows(tmp_path / "out", "dead.jsonl") == []


def test_replay_keeps_every_revision_in_order(capfdbinary, tmp_path):
    rasid(capfdbinary, "replay", SEEDS, "-o", tmp_path)
    revisions = {}
    for incident in rows(tmp_path, "incidents.jsonl"):
        revisions.setdefault(incident["incident_id"], []).append(incident["revision"])
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in revisions.values())


@pytest.mark.parametrize("name", EXPECTED["incidents"])
def test_replay_of_the_seeds_alerts_first_and_highest_as_expected(replayed_seeds, name):
    expected = EXPECTED["incidents"][name]
    started = [
        alert
        for alert in replayed_seeds
        if (alert["kind"], alert["trigger_article_id"]) == ("new", expected["first_alert"])
    ]
    here = [alert for alert in started if alert["place"]["canonical"] == expected["final"]["city"]]
    first = (here or started)[0]
    assert first["level"] == expected["first_level"]
    alerts = [a for a in replayed_seeds if a["incident_id"] == first["incident_id"]]
    highest = max(alerts, key=lambda alert: LEVELS.index(alert["level"]))
    assert highest["level"] == expected["highest_level"]
    assert highest["trigger_article_id"] == expected["highest_on"]


@pytest.mark.parametrize("batch", [1, 7])
def test_replay_does_not_depend_on_the_batch_size(capfdbinary, tmp_path, batch):
    rasid(capfdbinary, "replay", SEEDS, "-o", tmp_path / "500")
    rasid(capfdbinary, "replay", SEEDS, "-o", tmp_path / "other", "--batch", batch)
    assert contents(tmp_path / "other") == contents(tmp_path / "500")


def test_replay_again_replaces_what_was_there(capfdbinary, tmp_path):
    rasid(capfdbinary, "replay", SEEDS, "-o", tmp_path)
    empty = tmp_path / "empty.jsonl"
    empty.write_bytes(b"")
    code, _, _ = rasid(capfdbinary, "replay", empty, "-o", tmp_path)
    assert code == 0
    assert all((tmp_path / name).read_bytes() == b"" for name in FILES)


def test_replay_answers_bad_records_with_dead_letters_and_reasons(capfdbinary, tmp_path):
    bad = {
        "null": "null",
        "wrong_type": article_line(body=7),
        "no_text": article_line(body="  "),
        "no_source": '{"body": "text"}',
        "lone_surrogate": article_line(body="\ud800"),
        "bad_time": article_line(published_at="soon"),
        "too_large": article_line(body="x" * 900_001),
        "bad_json": "{broken",
    }
    good = [article_line(article_id=f"good-{i}", body=f"Text number {i}.") for i in range(8)]
    lines = [line for pair in zip(good, bad.values(), strict=True) for line in pair]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    code, _, err = rasid(capfdbinary, "replay", path, "-o", tmp_path / "out")
    dead = rows(tmp_path / "out", "dead.jsonl")
    assert sorted(row["reason"] for row in dead) == sorted(bad)
    assert code == 1  # one line is no article at all
    assert any(f"{path}:16: not JSON" in line for line in err)
    assert all(row["original"] for row in dead)


def test_replay_is_not_changed_by_articles_of_the_far_future_or_past(capfdbinary, tmp_path):
    lines = SEEDS.read_text("utf-8").splitlines()
    odd = [
        article_line(article_id=f"odd-{year}", published_at=f"{year}-01-01T00:00:00Z", body=body)
        for year, body in ((2099, "Far from now, rain."), (1970, "Long ago, snow."))
    ]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join([lines[0], *odd, *lines[1:]]), "utf-8")
    rasid(capfdbinary, "replay", SEEDS, "-o", tmp_path / "plain")
    rasid(capfdbinary, "replay", path, "-o", tmp_path / "odd")
    for name in ("alerts.jsonl", "attacks.jsonl", "duplicates.jsonl"):
        assert rows(tmp_path / "odd", name) == rows(tmp_path / "plain", name)


def test_replay_into_what_is_no_folder_is_told(capfdbinary, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    code, _, err = rasid(capfdbinary, "replay", SEEDS, "-o", tmp_path / "file")
    assert (code, len(err)) == (1, 1)
    assert "cannot make the folder" in err[0]
