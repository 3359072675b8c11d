"""The article that this project began with: two attacks, one of them with a figure of two."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from streams.cli.answers import Extraction
from streams.domain.records import Alert, Article, Attack
from streams.domain.topics import ALERT_BREAKING, ARTICLE_RAW, ATTACK_REPORTED
from streams.driver import TopologyDriver
from streams.topology import TOPOLOGY
from tests.reading import FRIDAY, context, millis
from tests.shared import shared

FLOOR = 26
PRIVATE = ("0012022773659", "2773659", "حيدر", "الحسين", "35 عام")
"""What names the article's witness, and the newsroom's telephone."""
EVENING = millis(FRIDAY)
HALF_AN_HOUR = 1_800_000
REPORT = """Six policemen were killed and 12 others wounded when Islamic State gunmen attacked the \
police headquarters in the Iraqi city of Kirkuk on Friday, police said.

Twelve of the attackers were also killed, a police officer said. Islamic State claimed \
responsibility for the attack."""


def founding(published: int | None = EVENING) -> Article:
    """Return the article as it comes in: no headline, and mostly no time."""
    body = shared("gold", "kirkuk-2016-10-21.ar.txt").read_text(encoding="utf-8")
    return Article("founding", "irfaasawtak.com", None, None, body, published, EVENING)


def second_report() -> Article:
    """Return what an outlet of another owner tells of Kirkuk half an hour later."""
    at = EVENING + HALF_AN_HOUR
    title = "Gunmen kill six policemen in attack on Kirkuk"
    return Article("report", "bbc.com", "https://bbc.com/report", title, REPORT, at, at)


@pytest.fixture(scope="module")
def driver() -> TopologyDriver:
    """Return the whole topology after the article, and nothing else, has come in."""
    running = TopologyDriver(TOPOLOGY, context())
    running.feed(ARTICLE_RAW, [founding()])
    assert running.dead == []
    return running


@pytest.fixture
def attacks(driver: TopologyDriver) -> dict[str | None, Attack]:
    found = [a for a in driver.out[ATTACK_REPORTED] if isinstance(a, Attack)]
    return {a.place.canonical: a for a in found if a.article_id == "founding"}


@pytest.fixture
def alerts(driver: TopologyDriver) -> dict[str | None, Alert]:
    """Return the alerts that the article alone raised, by place."""
    found = [a for a in driver.out[ALERT_BREAKING] if isinstance(a, Alert) and a.at == EVENING]
    assert len({a.place.canonical for a in found}) == len(found)
    return {a.place.canonical: a for a in found}


@pytest.mark.parametrize("published", [EVENING, None], ids=["with a time", "without a time"])
def test_reading_holds_against_the_gold(published: int | None, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    rows = Extraction().rows([founding(published)])
    out.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    gold = shared("gold", "kirkuk-2016-10-21.gold.json")
    command = [sys.executable, str(shared("tools", "score.py")), "founding", str(gold), str(out)]
    run = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    score = json.loads(run.stdout)
    assert score["of"] == 28
    assert score["checks"] >= FLOOR, score


def test_two_attacks_keep_their_tolls_apart(attacks: dict[str | None, Attack]) -> None:
    assert set(attacks) == {"Kirkuk", "Dibis"}
    kirkuk, dibis = attacks["Kirkuk"], attacks["Dibis"]
    assert (kirkuk.killed, kirkuk.wounded, kirkuk.perpetrators_killed) == (6, 12, 12)
    assert [t.scope for t in dibis.tolls if t.best == 22] == ["ambiguous"]
    assert (kirkuk.related, dibis.related) == ((dibis.attack_id,), (kirkuk.attack_id,))


def test_private_person_and_phone_are_nowhere_in_the_attacks(
    attacks: dict[str | None, Attack],
) -> None:
    written = " ".join(repr(attack) for attack in attacks.values())
    for private in PRIVATE:
        assert private not in written
    assert 35 not in {toll.best for attack in attacks.values() for toll in attack.tolls}


def test_each_attack_raises_one_high_unconfirmed_alert(alerts: dict[str | None, Alert]) -> None:
    assert set(alerts) == {"Kirkuk", "Dibis"}
    said = {(a.kind, a.level, a.corroboration) for a in alerts.values()}
    assert said == {("new", "high", "unconfirmed")}


def test_both_alerts_name_one_campaign(alerts: dict[str | None, Alert]) -> None:
    campaigns = {alert.campaign_id for alert in alerts.values()}
    assert len(campaigns) == 1
    assert None not in campaigns


def test_shared_figure_never_stands_bare(alerts: dict[str | None, Alert]) -> None:
    headline = alerts["Dibis"].headline
    assert "22 killed, according to AFP, may include deaths elsewhere" in headline.en
    assert headline.other is not None
    assert "وكالة الصحافة الفرنسية" in headline.other
    assert "أماكن أخرى" in headline.other
    assert "elsewhere" not in alerts["Kirkuk"].headline.en


def test_second_independent_report_makes_kirkuk_critical(driver: TopologyDriver) -> None:
    before = len(driver.out[ALERT_BREAKING])
    driver.feed(ARTICLE_RAW, [second_report()])
    raised = [a for a in driver.out[ALERT_BREAKING][before:] if isinstance(a, Alert)]
    assert [(a.place.canonical, a.kind, a.level) for a in raised] == [
        ("Kirkuk", "escalation", "critical")
    ]
    assert raised[0].corroboration == "corroborated"
    assert raised[0].trigger_article_id == "report"
