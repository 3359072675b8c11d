"""`rasid explain|topics|doctor|version`: what the command line says about things."""

import pytest

from streams import __version__
from streams.cli import doctor
from streams.domain.topics import TOPICS
from tests.rasid import SEEDS, article_line, rasid, rows

ISOLATE, END_ISOLATE = "\u2068", "\u2069"


def test_explain_marks_the_words_behind_each_fact_and_names_the_rule(capfdbinary):
    _, extracted, _ = rasid(capfdbinary, "extract", SEEDS)
    attack = next(row for row in rows(extracted) if row["article_id"] == "seed-03")["attacks"][0]
    code, out, err = rasid(capfdbinary, "explain", SEEDS, "--id", "seed-03")
    assert (code, err) == (0, [])
    for evidence in attack["evidence"]:
        assert f"{ISOLATE}{evidence['text']}{END_ISOLATE}  {evidence['rule']}" in out
    assert f"killed: {ISOLATE}{attack['killed']}{END_ISOLATE}" in out


def test_explain_leaves_the_article_as_it_is_between_the_marks(capfdbinary, tmp_path):
    body = "Gunmen killed three policemen in Baghdad on Friday, police said."
    (tmp_path / "a.txt").write_text(body, "utf-8")
    _, out, _ = rasid(capfdbinary, "explain", tmp_path / "a.txt")
    marked = out.splitlines()[3]
    plain = "".join(c for c in marked if c not in f"{ISOLATE}{END_ISOLATE}\u27e6\u27e7[]0123456789")
    assert plain == body
    assert marked.count(ISOLATE) == marked.count(END_ISOLATE) > 0


def test_explain_uses_no_colour_when_piped(capfdbinary):
    _, out, _ = rasid(capfdbinary, "explain", SEEDS, "--id", "seed-04")
    assert "\x1b" not in out


def test_explain_says_why_there_is_no_attack(capfdbinary, tmp_path):
    (tmp_path / "in.jsonl").write_text(article_line(article_id="a", body=""), "utf-8")
    code, out, _ = rasid(capfdbinary, "explain", tmp_path / "in.jsonl")
    assert code == 0
    assert "No attack: no_text" in out


def test_explain_tells_an_id_that_is_not_there(capfdbinary):
    code, out, err = rasid(capfdbinary, "explain", SEEDS, "--id", "seed-99")
    assert (code, out) == (1, "")
    assert err == [f"rasid: {SEEDS} has no article 'seed-99'"]


def test_topics_list_names_every_topic(capfdbinary):
    code, out, _ = rasid(capfdbinary, "topics", "list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[1:]] == [t.name for t in TOPICS]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.schema + ":" + topic.name)
def test_topics_describe_tells_who_writes_and_reads_and_every_field(capfdbinary, topic):
    code, out, _ = rasid(capfdbinary, "topics", "describe", topic.name)
    assert code == 0
    fields = [line.split()[0] for line in out.split("field ")[1].splitlines()[1:]]
    assert fields == list(topic.record.__dataclass_fields__)
    assert f"dead letters  {topic.dead}" in out
    assert "read by" in out


def test_version_names_package_and_readers(capfdbinary):
    code, out, _ = rasid(capfdbinary, "version")
    assert code == 0
    assert out.startswith(f"rasid {__version__} (readers {__version__}+")


def test_doctor_finds_all_that_a_run_needs(capfdbinary, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RASID_PARTITIONS", "7")
    code, out, err = rasid(capfdbinary, "doctor")
    assert (code, err) == (0, [])
    assert "0.15.3" in out
    assert "ar, ckb, en, es, fa, fr, it, ru, tr" in out
    assert "7 (default 4)" in out


def test_doctor_tells_what_is_used_instead_of_an_optional_library(capfdbinary, monkeypatch):
    monkeypatch.setattr(doctor, "OPTIONAL", {"no-such-library": "something slower"})
    code, out, _ = rasid(capfdbinary, "doctor")
    assert code == 0
    assert ["note", "no-such-library", "something", "slower"] in map(str.split, out.splitlines())


def test_doctor_fails_without_an_essential_library(capfdbinary, monkeypatch):
    monkeypatch.setattr(doctor, "ESSENTIAL", ("no-such-library",))
    code, _, err = rasid(capfdbinary, "doctor")
    assert code == 1
    assert err == ["rasid: cannot work without: no-such-library"]


def test_doctor_shows_a_wrong_setting_among_the_rest(capfdbinary, monkeypatch):
    monkeypatch.setenv("RASID_PARTITIONS", "0")
    code, out, _ = rasid(capfdbinary, "doctor")
    assert code == 1
    assert "RASID_PARTITIONS must be 1..1000, got 0" in out


@pytest.mark.parametrize("setting", ["RASID_DATABASE", "RASID_ALERT_DATABASE"])
def test_doctor_hides_passwords(capfdbinary, monkeypatch, setting):
    monkeypatch.setenv(setting, "postgresql://rasid:secret@db/rasid")
    _, out, _ = rasid(capfdbinary, "doctor")
    assert "secret" not in out
    assert "postgresql://***@db/rasid" in out
