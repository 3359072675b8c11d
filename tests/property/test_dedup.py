"""Verdicts depend on the order of articles alone."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.domain.flow import Incoming
from streams.domain.topics import ARTICLE_RAW, ARTICLE_SIGNED
from streams.guard import commit, guarded
from streams.stages import dedup, sign
from streams.stages.dedup.memory import is_derived
from tests.stories import CONTEXT, DEDUP, HOUR, START, article, sentences, story, tick

LINES = sentences(1, 12)
BODIES = [
    story(1),
    story(2),
    " ".join(LINES[:6]),
    " ".join([*LINES[:10], *sentences(3, 2)]),
    " ".join(["قتل 5 أشخاص.", *LINES]),
    " ".join(["قتل 7 أشخاص.", *LINES]),
    "عاجل",
]
ARTICLES = st.builds(
    lambda name, body, source, hours: article(
        name, BODIES[body], source, title=None, fetched_at=START + hours * HOUR
    ),
    st.sampled_from("abcdef"),
    st.integers(0, len(BODIES) - 1),
    st.sampled_from(["one.example", "two.example", "afp"]),
    st.integers(0, 200),
)
STREAMS = st.lists(ARTICLES, max_size=14)


def signed(articles):
    batch = [Incoming(ARTICLE_RAW, each) for each in articles]
    return [Incoming(ARTICLE_SIGNED, each.value) for each in sign.run(batch, {}, CONTEXT)]


def judged(records, size=500, state=None):
    """Return what is emitted and the state, for batches of `size` through the guard."""
    state = {} if state is None else state
    found = []
    for at in range(0, len(records), size):
        outcome = guarded(DEDUP, records[at : at + size], state, CONTEXT)
        commit(state, outcome.changes)
        found += [(result.topic, result.value) for result in outcome.results]
    return found, state


@given(STREAMS, st.integers(1, 7))
@settings(max_examples=60, deadline=None)
def test_batch_size_changes_nothing(articles, size):
    records = signed(articles)
    assert judged(records, size) == judged(records)


@given(STREAMS, st.integers(0, 14))
@settings(max_examples=60, deadline=None)
def test_restart_between_batches_changes_nothing(articles, at):
    records = signed(articles)
    first, state = judged(records[:at])
    stored = {key: dedup.TABLE.dump(v) for key, v in state.items() if not is_derived(key)}
    restored = {key: dedup.TABLE.load(value) for key, value in stored.items()}
    list(dedup.TABLE.derive(restored))
    second, _ = judged(records[at:], state=restored)
    assert first + second == judged(records)[0]


@given(STREAMS)
@settings(max_examples=60, deadline=None)
def test_redelivery_repeats_the_verdicts_and_leaves_the_state(articles):
    close = [replace(each, fetched_at=START + at) for at, each in enumerate(articles)]
    records = signed(close)
    first, state = judged(records)
    before = dict(state)
    again, after = judged(records, state=state)
    assert [value for _, value in again] == [value for _, value in first]
    assert after == before


@given(STREAMS)
@settings(max_examples=60, deadline=None)
def test_ticks_that_overtake_nothing_change_no_verdict(articles):
    ordered = sorted(articles, key=lambda each: each.fetched_at)
    records = signed(ordered)
    ticked = [
        each for record in records for each in (tick(record.value.article.fetched_at), record)
    ]
    assert judged(ticked)[0] == judged(records)[0]


@given(STREAMS)
@settings(max_examples=60, deadline=None)
def test_every_article_comes_out_once_as_itself_or_as_a_link(articles):
    found, _ = judged(signed(articles))
    assert [value.article_id for _, value in found] == [each.article_id for each in articles]


@given(STREAMS)
@settings(max_examples=60, deadline=None)
def test_what_an_article_repeats_came_before_it(articles):
    seen = set()
    for _, value in judged(signed(articles))[0]:
        of = value.of if hasattr(value, "of") else value.dedup.of
        assert of is None or of in seen
        seen.add(value.article_id)


@given(STREAMS, st.sampled_from([0, 4_070_908_800_000]))
@settings(max_examples=60, deadline=None)
def test_article_of_another_age_changes_no_other_verdict(articles, age):
    near = [replace(each, fetched_at=START + at) for at, each in enumerate(articles)]
    stranger = article("stranger", BODIES[0], title=None, fetched_at=age)
    mixed = judged(signed([*near[:3], stranger, *near[3:]]))[0]
    assert [each for each in mixed if each[1].article_id != "stranger"] == judged(signed(near))[0]


@given(STREAMS)
@settings(max_examples=30, deadline=None)
def test_everything_is_forgotten_in_the_end(articles):
    _, state = judged([*signed(articles), tick(START + 400 * HOUR)])
    assert {key: value for key, value in state.items() if value not in (0, ())} == {}


@given(STREAMS)
@settings(max_examples=60, deadline=None)
def test_what_is_derived_is_what_was_there(articles):
    _, state = judged(signed(articles))
    kept = {key: value for key, value in state.items() if not is_derived(key)}
    list(dedup.TABLE.derive(kept))
    assert kept == state
