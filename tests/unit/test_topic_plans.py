from streams.adapters.headers import MESSAGE_LIMIT
from streams.adapters.topics_admin import DEAD_BYTES, MESSAGE_BYTES, plans
from streams.domain.topics import ARTICLE_SIGNED, INCIDENT_UPDATED, TOPICS
from tests.fakes import STAGES

PLANS = {plan.name: plan for plan in plans(TOPICS, STAGES, 8)}


def test_every_topic_has_its_dead_letters():
    assert all(topic.name in PLANS and topic.dead in PLANS for topic in TOPICS)


def test_topic_that_fixes_its_partitions_keeps_them():
    assert PLANS[ARTICLE_SIGNED.name].partitions == 1
    assert PLANS[INCIDENT_UPDATED.name].partitions == 8


def test_changelog_has_the_partitions_of_what_its_stage_reads_first():
    assert PLANS["rasid.bodies.changelog"].partitions == 1
    assert PLANS["rasid.bodies.changelog"].config["cleanup.policy"] == "compact"


def test_incidents_are_compacted_after_a_week_and_articles_expire():
    incidents = PLANS[INCIDENT_UPDATED.name].config
    assert incidents["cleanup.policy"] == "compact"
    assert incidents["min.compaction.lag.ms"] == str(7 * 24 * 3_600_000)
    assert PLANS["news.article.raw.v1"].config["retention.ms"] == str(7 * 24 * 3_600_000)


def test_all_topics_take_messages_of_two_mebibytes():
    sizes = {name: int(plan.config["max.message.bytes"]) for name, plan in PLANS.items()}
    assert {size for name, size in sizes.items() if not name.endswith(".dead")} == {MESSAGE_BYTES}


def test_dead_letters_have_room_for_the_largest_message_and_their_reasons():
    sizes = {plan.config["max.message.bytes"] for n, plan in PLANS.items() if n.endswith(".dead")}
    assert sizes == {str(DEAD_BYTES)}
    assert DEAD_BYTES - MESSAGE_BYTES >= 4 * MESSAGE_LIMIT + 4096
