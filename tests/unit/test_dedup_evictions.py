"""What the table forgot is counted by why."""

from types import SimpleNamespace

from streams.adapters.metrics import Metrics
from streams.domain.flow import Incoming
from streams.domain.thresholds import Thresholds
from streams.domain.topics import ARTICLE_RAW, ARTICLE_SIGNED
from streams.guard import commit, guarded
from streams.stages import dedup, sign
from tests.stories import CONTEXT, DEDUP, HOUR, START, article, story, tick

FEW = SimpleNamespace(**{**vars(CONTEXT), "thresholds": Thresholds(dedup_live_articles=3)})
WINDOW = CONTEXT.thresholds.dedup_window_hours


def at_hours(*hours):
    """Return signed articles, each of a story of its own, of different hours."""
    articles = [article(f"{hour}", story(hour), fetched_at=START + hour * HOUR) for hour in hours]
    batch = [Incoming(ARTICLE_RAW, each) for each in articles]
    return [Incoming(ARTICLE_SIGNED, each.value) for each in sign.run(batch, {}, CONTEXT)]


def forgotten(*batches, ctx=CONTEXT):
    """Return what each batch made the stage forget."""
    state, found = dedup.TABLE.empty(), []
    for batch in batches:
        changes = guarded(DEDUP, batch, state, ctx).changes
        values = [each.value for each in batch]
        found.append(dedup.TABLE.evicted(values, changes, state, ctx))
        commit(state, changes)
    return found


def test_nothing_is_counted_while_all_is_kept():
    assert forgotten(at_hours(0, 1, 2), [tick(START + 2 * HOUR)]) == [{}, {}]


def test_hours_beyond_the_window_count_as_such():
    over = tick(START + (WINDOW + 2) * HOUR)
    assert forgotten(at_hours(0, 1, 9), [over]) == [{}, {"window": 2}]


def test_articles_beyond_the_limit_count_as_such():
    assert forgotten(at_hours(0, 1, 2), at_hours(3, 4), ctx=FEW) == [{}, {"limit": 2}]


def test_what_came_and_went_in_one_batch_counts_too():
    assert forgotten(at_hours(0, 1, 2, 3, 4), ctx=FEW) == [{"limit": 2}]


def test_both_reasons_are_told_apart_in_one_batch():
    batch = [tick(START + (WINDOW + 1) * HOUR), *at_hours(9, 10)]
    assert forgotten(at_hours(0, 5, 6), batch, ctx=FEW) == [{}, {"window": 1, "limit": 1}]


def test_counts_are_on_the_page():
    metrics = Metrics()
    metrics.observe_evicted("dedup", {"limit": 2, "window": 5})
    metrics.observe_evicted("dedup", {"limit": 1})

    def count(why):
        labels = {"stage": "dedup", "why": why}
        return metrics.registry.get_sample_value("rasid_evicted_total", labels)

    assert (count("limit"), count("window")) == (3, 5)
