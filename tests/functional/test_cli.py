"""`rasid extract|dedup|detect` and what all commands share: input, messages, exit codes."""

import io
import json
import subprocess
import sys

import pytest

from tests.rasid import ROOT, SEEDS, article_line, process, rasid, rows

SEED_IDS = [json.loads(line)["article_id"] for line in SEEDS.read_text("utf-8").splitlines()]


@pytest.fixture
def bad_file(tmp_path):
    """A file of two good articles, a broken line, foreign bytes, and two that are refused."""
    path = tmp_path / "in.jsonl"
    path.write_bytes(
        b"\n".join(
            [
                article_line(article_id="first").encode(),
                b"{broken",
                b'{"source": "afp", "body": "\xff"}',
                b"null",
                article_line(article_id="empty", body=" ").encode(),
                article_line(article_id="last").encode(),
            ]
        )
    )
    return path


def test_extract_answers_every_article_in_input_order(capfdbinary):
    code, out, err = rasid(capfdbinary, "extract", SEEDS)
    assert (code, err) == (0, [])
    found = rows(out)
    assert [row["article_id"] for row in found] == SEED_IDS
    assert all(list(row) == ["article_id", "language", "attacks", "rejected"] for row in found)
    reported = [any(a["modality"] == "asserted" for a in row["attacks"]) for row in found]
    assert reported == [row["rejected"] is None for row in found]
    assert {row["language"] for row in found} == {"ar", "en"}
    assert any(row["attacks"] for row in found)


def test_extract_does_not_depend_on_the_articles_around(capfdbinary, tmp_path):
    lines = SEEDS.read_text("utf-8").splitlines(keepends=True)
    alone = tmp_path / "alone.jsonl"
    alone.write_text(lines[8], "utf-8")
    _, among, _ = rasid(capfdbinary, "extract", SEEDS)
    _, by_itself, _ = rasid(capfdbinary, "extract", alone)
    assert by_itself.splitlines() == [among.splitlines()[8]]


def test_dedup_answers_every_article_with_kind_and_earlier_article(capfdbinary):
    code, out, err = rasid(capfdbinary, "dedup", SEEDS)
    assert (code, err) == (0, [])
    found = rows(out)
    assert [row["article_id"] for row in found] == SEED_IDS
    assert all(list(row) == ["article_id", "kind", "of", "similarity"] for row in found)
    assert all((row["of"] is None) == (row["kind"] == "unique") for row in found)
    earlier = [SEED_IDS.index(row["of"]) for row in found if row["of"]]
    assert earlier


def test_detect_answers_every_article_with_language_script_and_confidence(capfdbinary):
    code, out, err = rasid(capfdbinary, "detect", SEEDS)
    assert (code, err) == (0, [])
    found = rows(out)
    assert [row["article_id"] for row in found] == SEED_IDS
    assert {(row["language"], row["script"]) for row in found} == {("ar", "Arab"), ("en", "Latn")}
    assert all(0 < row["confidence"] < 1 for row in found)


@pytest.mark.parametrize("command", ["extract", "dedup", "detect"])
def test_bad_lines_are_told_with_their_place_and_the_others_go_through(
    capfdbinary, bad_file, command
):
    code, out, err = rasid(capfdbinary, command, bad_file)
    assert code == 1
    assert [row["article_id"] for row in rows(out)] == ["first", None, "empty", "last"]
    assert err[0].startswith(f"rasid: {bad_file}:2: not JSON")
    assert err[1].startswith(f"rasid: {bad_file}:3: not UTF-8")
    assert err[2].startswith(f"rasid: {bad_file}:4: null")


def test_extract_gives_the_reason_of_refused_articles_and_that_is_no_failure(capfdbinary, tmp_path):
    path = tmp_path / "in.jsonl"
    surrogate = article_line(article_id="half", body="\ud800")
    lines = ["null", article_line(article_id="empty", body=""), surrogate, '{"body": "text"}']
    path.write_text("\n".join(lines), "utf-8")
    code, out, _ = rasid(capfdbinary, "extract", path)
    assert code == 0
    found = rows(out)
    assert [row["rejected"] for row in found] == ["null", "no_text", "lone_surrogate", "no_source"]
    assert [row["article_id"] for row in found][1:3] == ["empty", "half"]
    assert all(row["attacks"] == [] for row in found)


def test_missing_file_is_told_and_the_others_go_through(capfdbinary, tmp_path):
    code, out, err = rasid(capfdbinary, "detect", tmp_path / "none.jsonl", SEEDS)
    assert code == 1
    assert err == [f"rasid: {tmp_path}/none.jsonl: No such file or directory"]
    assert len(rows(out)) == len(SEED_IDS)


def test_output_goes_to_a_file_when_one_is_named(capfdbinary, tmp_path):
    _, printed, _ = rasid(capfdbinary, "detect", SEEDS)
    code, out, _ = rasid(capfdbinary, "detect", SEEDS, "-o", tmp_path / "out.jsonl")
    assert (code, out) == (0, "")
    assert (tmp_path / "out.jsonl").read_text("utf-8") == printed


def test_output_that_cannot_be_written_is_told(capfdbinary, tmp_path):
    code, _, err = rasid(capfdbinary, "detect", SEEDS, "-o", tmp_path / "no" / "out.jsonl")
    assert code == 1
    assert err == [f"rasid: cannot write {tmp_path}/no/out.jsonl: No such file or directory"]


def test_standard_input_is_read(capfdbinary, monkeypatch):
    text = article_line(article_id="a").encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
    code, out, _ = rasid(capfdbinary, "detect", "-")
    assert (code, rows(out)[0]["article_id"]) == (0, "a")


def test_text_file_takes_source_title_and_time_from_options(capfdbinary, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Gunmen killed three policemen in Baghdad on Friday, police said.", "utf-8")
    options = ("--source", "reuters", "--published-at", "2016-10-21T18:00Z", "--title", "Baghdad")
    _, out, _ = rasid(capfdbinary, "extract", path, *options)
    [attack] = rows(out)[0]["attacks"]
    assert (attack["source"], attack["published_at"]) == ("reuters", 1_477_072_800_000)
    assert attack["date"]["start"] == "2016-10-21"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["extract"], ["extract", "IN"]),
        (["extract", "--colour", "x"], ["--colour", "--source"]),
        (["guess"], ["guess", "extract", "replay"]),
        (["extract", "x", "--published-at", "soon"], ["--published-at", "ISO 8601", "soon"]),
        (
            ["replay", "x", "-o", "y", "--bus", "ship"],
            ["--bus", "memory", "embedded", "ship"],
        ),
        (["replay", "x", "-o", "y", "--partitions", "0"], ["--partitions", "1..1000", "0"]),
        (["replay", "x", "-o", "y", "--batch", "10001"], ["--batch", "1..10000", "10001"]),
        (["replay", "x", "-o", "y", "--batch", "many"], ["--batch", "valid integer"]),
        (["publish", "x", "--brokers", "here"], ["--brokers", "HOST:PORT", "here"]),
        (["publish", "x", "--brokers", "h:1", "--timeout", "0"], ["--timeout", "1..3600"]),
        (["serve", "tea"], ["storage", "alerting", "tea"]),
        (["worker", "--stages", "sign,guess"], ["--stages", "escalate", "guess"]),
        (["topics", "describe", "news"], ["news.alert.breaking.v1", "'news'"]),
    ],
)
def test_wrong_option_is_one_line_with_the_allowed_values(
    capfdbinary, tmp_path, monkeypatch, arguments, words
):
    monkeypatch.chdir(tmp_path)
    code, out, err = rasid(capfdbinary, *arguments)
    assert (code, out, len(err)) == (2, "", 1)
    assert all(word in err[0] for word in words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("RASID_PARTITIONS", "0", ["RASID_PARTITIONS", "1..1000", "0"]),
        ("RASID_LOG_LEVEL", "LOUD", ["RASID_LOG_LEVEL", "WARNING", "LOUD"]),
        ("RASID_COLOUR", "red", ["RASID_COLOUR", "RASID_BROKERS"]),
    ],
)
def test_wrong_setting_is_one_line_with_the_allowed_values(
    capfdbinary, monkeypatch, name, value, words
):
    monkeypatch.setenv(name, value)
    code, _, err = rasid(capfdbinary, "version")
    assert (code, len(err)) == (2, 1)
    assert all(word in err[0] for word in words)


def test_reader_that_goes_away_is_no_error():
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with process("detect", SEEDS, SEEDS, **pipes) as found:
        found.stdout.close()
        assert found.stderr.read() == b""
    assert found.returncode == 141


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_any_locale_prints_the_same(capfdbinary, locale):
    _, expected, _ = rasid(capfdbinary, "explain", SEEDS, "--id", "seed-03")
    settings = {"LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    arguments = ("explain", SEEDS, "--id", "seed-03")
    with process(*arguments, settings=settings, stdout=subprocess.PIPE) as found:
        out, _ = found.communicate(timeout=30)
    assert out.decode() == expected


def test_command_line_loads_no_broker_client_and_no_database_before_a_command_needs_them():
    listing = "import sys, streams.cli; print(*sys.modules)"
    command = [sys.executable, "-c", listing]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    heavy = {"faust", "kafka", "aiokafka", "sqlalchemy", "numpy", "asyncio", "rich"}
    assert heavy & set(loaded.split()) == set()
