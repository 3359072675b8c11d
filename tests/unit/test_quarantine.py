from hypothesis import given
from hypothesis import strategies as st

from streams.config import Settings
from streams.domain.context import Context
from streams.domain.flow import Emit, Reject
from streams.domain.quarantine import UNKNOWN, Limits, Quarantine
from streams.domain.records import Article
from streams.domain.thresholds import Thresholds
from streams.domain.topics import ARTICLE_RAW, ARTICLE_SIGNED
from streams.driver import TopologyDriver
from streams.guard import Outcome, quarantined
from tests.fakes import STAGES

LIMITS = Limits(run=5, share=0.2, window=20, sound=3)
SOUND, BAD = False, True


def held(records, limits=LIMITS):
    """Return for each record, of a source and a verdict, whether it is held back."""
    quarantine = Quarantine(limits)
    return [quarantine.is_held(source, malformed=bad) for source, bad in records]


def of(source, *verdicts):
    return [(source, verdict) for verdict in verdicts]


def test_garbage_in_a_row_holds_its_source_back_until_enough_is_sound():
    records = of("a", *[BAD] * 5, SOUND, SOUND, SOUND, SOUND)
    assert held(records) == [False] * 5 + [True, True, True, False]


def test_share_of_garbage_holds_its_source_back_once_enough_was_seen():
    records = of("a", *[BAD, SOUND, SOUND] * 7, SOUND)
    assert held(records)[:20] == [False] * 20
    assert held(records)[-1] is True


def test_other_sources_go_on():
    records = of("a", *[BAD] * 60) + of("b", SOUND, SOUND) + of("a", SOUND)
    assert held(records)[60:] == [False, False, True]


def test_garbage_keeps_its_own_reason():
    outcome = Outcome((Reject(0, "bad_avro", ""), Emit(ARTICLE_SIGNED, None, 1)), {})
    quarantine = Quarantine(LIMITS)
    for _ in range(5):
        quarantine.is_held("a", malformed=BAD)
    results = quarantined(outcome, ["a", "a"], quarantine).results
    assert [(r.cause, r.reason) for r in results] == [(0, "bad_avro"), (1, "source_held")]


def test_pages_without_text_are_no_garbage():
    quarantine = Quarantine(LIMITS)
    empty = Outcome(tuple(Reject(i, "no_text", "") for i in range(50)), {})
    assert quarantined(empty, ["a"] * 50, quarantine) is empty
    assert quarantine.held() == ()


def test_three_failing_sources_of_four_are_a_fault_of_ours():
    quarantine = Quarantine(LIMITS)
    for source, verdict in (("a", BAD), ("b", BAD), ("c", SOUND), (UNKNOWN, BAD)):
        for _ in range(20):
            quarantine.is_held(source, malformed=verdict)
    assert not quarantine.most_fail()
    for _ in range(20):
        quarantine.is_held("d", malformed=BAD)
    assert quarantine.most_fail()
    assert quarantine.held() == ("a", "b", "d", UNKNOWN)


def test_widest_settings_hold_nobody_back():
    settings = {"RASID_SOURCE_DEAD_RUN": "1000000", "RASID_SOURCE_DEAD_PERCENT": "100"}
    quarantine = Quarantine(Settings.from_env(settings).thresholds.hostile)
    for source in "abc" * 200:
        quarantine.is_held(source, malformed=BAD)
    assert quarantine.held() == ()
    assert not quarantine.most_fail()


@given(st.lists(st.tuples(st.sampled_from("ab"), st.booleans()), max_size=60))
def test_verdicts_of_a_source_do_not_depend_on_others(records):
    alone = held([record for record in records if record[0] == "a"])
    together = [h for (name, _), h in zip(records, held(records), strict=True) if name == "a"]
    assert together == alone


@given(st.lists(st.booleans(), max_size=60), st.integers(1, 9))
def test_batch_size_changes_nothing_in_memory(verdicts, batch):
    """A body of "raise" makes the small stage fail, which counts as malformed."""

    def dead(size):
        thresholds = Thresholds(hostile=LIMITS)
        driver = TopologyDriver(STAGES, Context({}, None, None, None, thresholds, "t"), batch=size)
        bodies = ["raise" if bad else f"text {at}" for at, bad in enumerate(verdicts)]
        driver.feed(ARTICLE_RAW, [_article(at, body) for at, body in enumerate(bodies)])
        return [(letter.record.article_id, letter.reason) for letter in driver.dead]

    assert dead(batch) == dead(500)


def _article(number, body):
    return Article(f"a{number}", "afp", None, None, body, None, 0)
