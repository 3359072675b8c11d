"""Verdicts depend on the order of articles alone."""

from dataclasses import replace
from types import SimpleNamespace

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.domain.flow import Incoming
from streams.domain.thresholds import Thresholds
from streams.domain.topics import ARTICLE_RAW, ARTICLE_SIGNED
from streams.guard import commit, guarded
from streams.stages import dedup, sign
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


def judged(records, size=500, state=None, ctx=CONTEXT):
    """Return what is emitted and the state, for batches of `size` through the guard."""
    state = dedup.TABLE.empty() if state is None else state
    found = []
    for at in range(0, len(records), size):
        outcome = guarded(DEDUP, records[at : at + size], state, ctx)
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
    second, after = judged(records[at:], state=restored(state))
    whole, there = judged(records)
    assert first + second == whole
    assert remembered(after) == remembered(there)


def remembered(state):
    """Return the entries as they arrived; what number each has depends on the forgotten ones."""
    entries = sorted(state.values(), key=lambda entry: entry.order)
    return [msgspec.structs.replace(entry, order=0) for entry in entries]


def restored(state):
    """Return what is read back of a state, in chance order as a compacted log has it."""
    stored = {key: dedup.TABLE.dump(value) for key, value in state.items()}
    found = dedup.TABLE.empty()
    for key in sorted(stored):
        commit(found, {key: dedup.TABLE.load(stored[key])})
    return found


@given(STREAMS, st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_plain_mapping_holds_the_state_as_well(articles, size):
    records = signed(articles)
    found, state = judged(records, size, {})
    expected, kept = judged(records, size)
    assert (found, remembered(state)) == (expected, remembered(kept))


@given(STREAMS, st.integers(1, 6), st.integers(1, 7))
@settings(max_examples=60, deadline=None)
def test_batch_size_changes_nothing_where_the_oldest_are_forgotten(articles, most, size):
    few = SimpleNamespace(**{**vars(CONTEXT), "thresholds": Thresholds(dedup_live_articles=most)})
    records = signed(articles)
    found, state = judged(records, size, ctx=few)
    expected, kept = judged(records, ctx=few)
    assert (found, remembered(state)) == (expected, remembered(kept))
    assert len(state) <= most


def test_an_hour_that_is_walked_takes_what_still_comes_for_it():
    times = ((0, 0), (0, 0), (0, 73), (1, 1), (2, 1), (0, 0))
    articles = [
        article("a", BODIES[body], "one.example", title=None, fetched_at=START + hours * HOUR)
        for body, hours in times
    ]
    few = SimpleNamespace(**{**vars(CONTEXT), "thresholds": Thresholds(dedup_live_articles=3)})
    found, state = judged(signed(articles), 2, ctx=few)
    expected, kept = judged(signed(articles), ctx=few)
    assert (found, remembered(state)) == (expected, remembered(kept))


@given(STREAMS)
@settings(max_examples=60, deadline=None)
def test_redelivery_repeats_the_verdicts_and_leaves_the_state(articles):
    close = [replace(each, fetched_at=START + at) for at, each in enumerate(articles)]
    records = signed(close)
    first, state = judged(records)
    before = dict(state)
    again, after = judged(records, state=state)
    assert [value for _, value in again] == [value for _, value in first]
    assert dict(after) == before


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
    assert (len(state), dict(state)) == (0, {})
