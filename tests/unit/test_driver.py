from collections.abc import Iterator

from streams.domain.flow import Emit, Reject, Stage
from streams.domain.records import Article, Tick
from streams.domain.topics import ARTICLE_RAW, ARTICLE_TAGGED, CLOCK
from streams.driver import LAST_TICK_AFTER_MS, TopologyDriver
from tests.fakes import CONTEXT

MINUTE = 60_000


def passing(batch, state, ctx) -> Iterator[Emit | Reject]:
    """Pass articles with a body; count ticks."""
    for cause, incoming in enumerate(batch):
        if isinstance(incoming.value, Tick):
            state["ticks"] = (*state.get("ticks", ()), incoming.value.at)
        elif incoming.value.body:
            yield Emit(ARTICLE_TAGGED, incoming.value, cause)
        else:
            yield Reject(cause, "no_text", "empty body")


PASSING = Stage("passing", (ARTICLE_RAW, CLOCK), (ARTICLE_TAGGED,), passing)


def article(name: str, minute: float, body: str = "text") -> Article:
    return Article(name, "afp", None, None, body, None, int(minute * MINUTE))


def driven(articles, **how):
    driver = TopologyDriver([PASSING], CONTEXT, **how)
    driver.replay(articles)
    return driver


def test_articles_come_out_in_the_order_they_came_in():
    found = driven([article("a", 1), article("b", 2), article("c", 2)], batch=2)
    assert [a.article_id for a in found.out[ARTICLE_TAGGED]] == ["a", "b", "c"]


def test_record_that_cannot_be_used_becomes_a_dead_letter():
    found = driven([article("a", 1, body=""), article("b", 1)])
    assert [(d.record.article_id, d.reason) for d in found.dead] == [("a", "no_text")]
    assert [a.article_id for a in found.out[ARTICLE_TAGGED]] == ["b"]


def test_ticks_come_between_minutes_and_a_last_one_after_the_end():
    found = driven([article("a", 1.5), article("b", 3.5)])
    last = int(3.5 * MINUTE) + LAST_TICK_AFTER_MS
    assert found.state["passing", 0]["ticks"] == (3 * MINUTE, last)


def test_tick_never_overtakes_what_is_still_to_come():
    found = driven([article("a", 1), article("future", 9000), article("b", 2), article("c", 3)])
    ticks = found.state["passing", 0]["ticks"]
    assert ticks[:-1] == (2 * MINUTE, 3 * MINUTE)


def test_every_partition_gets_its_ticks():
    found = driven([article(str(i), i) for i in range(5)], partitions=3)
    assert len({found.state["passing", p]["ticks"] for p in range(3)}) == 1
