"""What died by a fault of ours and is replayed has its effect once, however often it is sent."""

from dataclasses import replace

import pytest

from streams.adapters.files import Found, articles
from streams.cli.inputs import gaps
from streams.domain.topics import (
    ALERT_BREAKING,
    ARTICLE_RAW,
    ARTICLE_UNIQUE,
    ATTACK_REPORTED,
    INCIDENT_UPDATED,
)
from streams.driver import TopologyDriver
from streams.lang.loader import load_context
from streams.topology import TOPOLOGY
from tests.rasid import SEEDS

SEED = [
    found.article
    for found in articles([str(SEEDS)], gaps(None, None, None))
    if isinstance(found, Found)
]
TELLING = ("seed-01", "seed-08", "seed-19", "seed-22")
"""Articles that change incidents and lead to alerts."""


class Fault:
    """The first stage, which raises at one article until it is mended."""

    def __init__(self, article_id):
        self._article_id = article_id
        self.is_mended = False

    def __call__(self, batch, state, ctx):
        if not self.is_mended and any(i.value.article_id == self._article_id for i in batch):
            raise RuntimeError("a fault of the stage")
        yield from TOPOLOGY[0].run(batch, state, ctx)


@pytest.fixture(scope="module")
def context():
    return load_context()


def driver_with(fault, context):
    return TopologyDriver((replace(TOPOLOGY[0], run=fault), *TOPOLOGY[1:]), context)


def effects(driver):
    """Return what those who read on keep, by the names that they keep it by."""
    out = driver.out
    return {
        "articles": {article.article_id for article in out[ARTICLE_UNIQUE]},
        "attacks": {attack.attack_id: attack for attack in out[ATTACK_REPORTED]},
        "revisions": {(one.incident_id, one.revision): one for one in out[INCIDENT_UPDATED]},
        "alerts": {alert.alert_id: alert for alert in out[ALERT_BREAKING]},
    }


@pytest.mark.parametrize("article_id", TELLING)
def test_replayed_letter_has_its_effect_once(article_id, context):
    fault = Fault(article_id)
    driver = driver_with(fault, context)
    driver.feed(ARTICLE_RAW, SEED)
    (letter,) = driver.dead
    assert (letter.reason, letter.record.article_id) == ("stage_error", article_id)
    before = effects(driver)
    assert article_id not in before["articles"]

    fault.is_mended = True
    driver.feed(ARTICLE_RAW, [letter.record])
    once = effects(driver)
    assert once["articles"] == before["articles"] | {article_id}
    assert once["revisions"].keys() > before["revisions"].keys()
    assert once["alerts"].keys() > before["alerts"].keys()

    for _ in range(2):
        driver.feed(ARTICLE_RAW, [letter.record])
        assert effects(driver) == once
    assert driver.dead == [letter]


def test_letter_that_dies_again_is_a_letter_again_and_has_no_effect(context):
    driver = driver_with(Fault("seed-01"), context)
    driver.feed(ARTICLE_RAW, SEED)
    before = effects(driver)
    driver.feed(ARTICLE_RAW, [driver.dead[0].record])
    assert effects(driver) == before
    assert [letter.record.article_id for letter in driver.dead] == ["seed-01", "seed-01"]
