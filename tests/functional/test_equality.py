"""One answer whatever carried the records: exact on one partition, canonical on eight.

Slow: every case over the broker is a worker of its own.
"""

import json
import random
import subprocess
import sys
from dataclasses import replace

import pytest

from streams.adapters.embedded import BrokerUnavailable, broker_binary
from streams.adapters.files import Found
from streams.cli import inputs
from streams.cli.results import Results
from streams.domain.topics import ALERT_BREAKING, INCIDENT_UPDATED
from streams.driver import TopologyDriver
from streams.lang.loader import load_context
from streams.topology import TOPOLOGY
from tests.canonical import canonical
from tests.rasid import ROOT, SEEDS, article_line, rasid
from tests.shared import shared

pytestmark = pytest.mark.slow
BATCHES = (1, 7, 500)
WORDS = "market river bridge council harvest school station winter doctor engine".split()  # noqa: SIM905 - a text


@pytest.fixture
def broker(tmp_path, monkeypatch):
    """Skip without a broker; runs keep what they leave in a folder of the test."""
    monkeypatch.setenv("RASID_RUN_DIR", str(tmp_path / "run"))
    try:
        broker_binary(tmp_path)
    except BrokerUnavailable as error:
        pytest.skip(str(error))


@pytest.fixture
def replayed(capfdbinary, tmp_path):
    """Return a function that replays a file and gives the folder of what it said."""

    def replay(path, bus, partitions, batch):
        folder = tmp_path / f"{bus}-{partitions}-{batch}"
        how = ("--bus", bus, "--partitions", partitions, "--batch", batch)
        code, _, err = rasid(capfdbinary, "replay", path, "-o", folder, *how)
        assert code == 0, err
        return folder

    return replay


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    """Return the stories of several outlets as articles to read."""
    tool = shared("tools", "score.py")
    command = [sys.executable, tool, "articles", ROOT / "tests" / "gold" / "incidents.jsonl"]
    path = tmp_path_factory.mktemp("gold") / "articles.jsonl"
    path.write_bytes(subprocess.run(command, capture_output=True, check=True).stdout)
    return path


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("batch", BATCHES)
def test_seeds_in_memory_are_the_same_bytes_for_any_partitions_and_batch(replayed, batch):
    plain = contents(replayed(SEEDS, "memory", 1, 500))
    assert contents(replayed(SEEDS, "memory", 1, batch)) == plain
    assert contents(replayed(SEEDS, "memory", 8, batch)) == plain


@pytest.mark.embedded
@pytest.mark.usefixtures("broker")
@pytest.mark.parametrize("batch", BATCHES)
def test_seeds_over_one_partition_are_the_same_bytes_as_in_memory(replayed, batch):
    plain = contents(replayed(SEEDS, "memory", 1, 500))
    assert contents(replayed(SEEDS, "embedded", 1, batch)) == plain


@pytest.mark.embedded
@pytest.mark.usefixtures("broker")
@pytest.mark.parametrize("batch", BATCHES)
def test_seeds_over_eight_partitions_say_what_memory_says(replayed, batch):
    plain = canonical(replayed(SEEDS, "memory", 1, 500))
    assert len(plain["incidents"]) >= 6
    assert canonical(replayed(SEEDS, "embedded", 8, batch)) == plain


@pytest.mark.embedded
@pytest.mark.usefixtures("broker")
@pytest.mark.parametrize("batch", BATCHES)
def test_stories_over_one_partition_are_the_same_bytes_as_in_memory(replayed, gold, batch):
    plain = contents(replayed(gold, "memory", 1, 500))
    assert contents(replayed(gold, "memory", 8, batch)) == plain
    assert contents(replayed(gold, "embedded", 1, batch)) == plain


@pytest.mark.embedded
@pytest.mark.usefixtures("broker")
def test_stories_over_eight_partitions_say_what_memory_says(replayed, gold):
    plain = canonical(replayed(gold, "memory", 1, 500))
    assert canonical(replayed(gold, "embedded", 8, 500)) == plain


def test_what_is_delivered_again_appears_once_as_it_was_said_last(tmp_path):
    driver = TopologyDriver(TOPOLOGY, load_context())
    driver.replay(articles(SEEDS))
    once, twice = Results(), Results()
    for topic, records in driver.out.items():
        for record in records:
            once.add(topic, record)
            earlier = replace(record, attention=9.0) if topic is INCIDENT_UPDATED else record
            twice.add(topic, earlier)
            twice.add(topic, record)
    for results, name in ((once, "once"), (twice, "twice")):
        (tmp_path / name).mkdir()
        results.write(tmp_path / name)
    assert driver.out[INCIDENT_UPDATED]
    assert driver.out[ALERT_BREAKING]
    assert contents(tmp_path / "twice") == contents(tmp_path / "once")
    assert str(twice) == str(once)


def test_articles_of_2099_and_1970_among_a_thousand_change_nothing_else(replayed, tmp_path):
    plain, odd = tmp_path / "plain.jsonl", tmp_path / "odd.jsonl"
    lines = among_fillers(SEEDS.read_text("utf-8").splitlines(), 970)
    plain.write_text("\n".join(lines), "utf-8")
    strangers = [attack_in(year) for year in (2099, 1970)]
    odd.write_text("\n".join([*lines[:300], *strangers, *lines[300:]]), "utf-8")
    expected = files_without_strangers(replayed(plain, "memory", 1, 500))
    found = files_without_strangers(replayed(odd, "memory", 1, 499))
    assert len(expected["alerts"]) > 20
    assert found == expected


def articles(path):
    reader = inputs.Reader([str(path)], inputs.gaps(None, None, None))
    return [found.article for found in reader if isinstance(found, Found)]


def among_fillers(lines, count):
    """Return `lines` in order with `count` quiet articles spread among them, at their times."""
    chance = random.Random(7)  # noqa: S311 - a seed, not a secret
    found = []
    for number, line in enumerate(lines):
        at = json.loads(line)["published_at"]
        for filler in range(number * count // len(lines), (number + 1) * count // len(lines)):
            body = " ".join(chance.choices(WORDS, k=30)) + f" {filler}."
            found.append(article_line(article_id=f"filler-{filler}", body=body, published_at=at))
        found.append(line)
    return found


def attack_in(year):
    body = f"Gunmen killed five policemen in Mosul on 1 January {year}, police said."
    return article_line(article_id=f"odd-{year}", body=body, published_at=f"{year}-01-02T00:00:00Z")


def files_without_strangers(folder):
    """Return the lines of each file that are not of the two odd articles, in order."""
    return {
        name: [
            line
            for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()
            if "odd-" not in line
        ]
        for name in ("attacks", "incidents", "alerts", "duplicates", "dead")
    }
