from dataclasses import replace

import pytest

from streams.domain.errors import BadRecord
from streams.domain.flow import Emit, Incoming, Reject
from streams.domain.records import Feedback, Tick
from streams.domain.topics import ATTACK_REPORTED, CLOCK, INCIDENT_FEEDBACK, INCIDENT_UPDATED
from streams.stages import fuse
from tests.factories import (
    CLAIM,
    DIBIS,
    HOUR,
    MORNING,
    PROVINCE,
    WORLD,
    attack,
    fused,
    incidents,
    killed,
    latest,
    on,
    reports,
)

QUIET = 24 * HOUR


def run(*records, state=None):
    topics = {"Attack": ATTACK_REPORTED, "Tick": CLOCK, "Feedback": INCIDENT_FEEDBACK}
    batch = [Incoming(topics[type(record).__name__], record) for record in records]
    return list(fuse.run(batch, {} if state is None else state, WORLD))


def revisions(*records, state=None):
    return [r.value for r in run(*records, state=state) if isinstance(r, Emit)]


def story(found):
    return [(i.revision, i.status) for i in found]


def decision(incident, action, **changes):
    return replace(
        Feedback("f1", incident.incident_id, "IQ", action, "editor", MORNING + 5 * HOUR), **changes
    )


def test_each_report_leads_to_one_revision():
    found = fused([attack(f"a{i}", fetched_at=MORNING + i) for i in range(3)])
    assert story(found) == [(1, "open"), (2, "open"), (3, "open")]
    assert [i.trigger_article_id for i in found] == ["a0", "a1", "a2"]


def test_report_delivered_again_gives_the_same_revision_again():
    state = {}
    before = fused([attack(), attack("a2", fetched_at=MORNING + 1)], state)
    kept = dict(state)
    assert fused([attack()], state) == [before[-1]]
    assert state == kept


def test_revised_article_replaces_what_it_said_before():
    old = attack(tolls=(killed(30),), claims=(CLAIM,))
    new = attack(text="v2", revision_of="a1", fetched_at=MORNING + HOUR, tolls=(killed(12),))
    found = fused([old, new])
    assert [i.tolls.killed.best for i in found] == [30, 12]
    assert found[-1].tolls.killed.high == 12
    assert found[-1].claims == ()
    assert [r.attack_id for r in found[-1].reports] == [old.attack_id, new.attack_id]


def test_article_that_moves_its_attack_moves_the_incident():
    new = attack(text="v2", revision_of="a1", fetched_at=MORNING + HOUR, place=DIBIS)
    found = fused([attack(), new])
    assert [(i.revision, i.place.name) for i in found] == [(1, "Kirkuk"), (2, "Dibis")]
    assert len({i.incident_id for i in found}) == 1


def test_article_with_two_attacks_that_is_revised_never_leaves_one_without_reports():
    def version(text, hour, **changes):
        pair = [
            attack(text=text, ordinal=n, place=p) for n, p in enumerate((attack().place, DIBIS))
        ]
        names = [a.attack_id for a in pair]
        return [
            replace(a, related=tuple(n for n in names if n != a.attack_id),
                    fetched_at=MORNING + hour * HOUR, **changes)
            for a in pair
        ]  # fmt: skip

    found = fused([*version("v1", 0), *version("v2", 1, revision_of="a1")])
    assert {i.status for i in found} == {"open"}
    assert [len(i.reports) for i in latest(found)] == [2, 2]


def test_incident_closes_when_it_has_been_quiet_at_the_time_it_was_due():
    found = revisions(attack(), Tick(MORNING + QUIET - 1), Tick(MORNING + QUIET + 5 * HOUR))
    assert story(found) == [(1, "open"), (2, "closed")]
    assert found[-1].updated_at == MORNING + QUIET


def test_report_to_a_closed_incident_reopens_it():
    late = attack("a2", fetched_at=MORNING + QUIET + HOUR)
    found = revisions(attack(), Tick(MORNING + QUIET), late)
    assert story(found) == [(1, "open"), (2, "closed"), (3, "open")]


def test_outcome_does_not_depend_on_how_often_the_clock_ticks():
    late = attack("a2", fetched_at=MORNING + QUIET + HOUR)
    ticks = [Tick(MORNING + n * HOUR) for n in range(1, 24)]
    assert revisions(attack(), late) == revisions(attack(), *ticks, Tick(MORNING + QUIET), late)


def test_incident_is_forgotten_when_nothing_can_join_it_any_more():
    state = {}
    run(attack(), Tick(MORNING + 96 * HOUR), state=state)
    assert dict(state) == {"countries": ()}


def test_report_after_that_makes_a_new_incident_whether_or_not_a_tick_came():
    late = attack("a2", fetched_at=MORNING + 73 * HOUR)
    assert len({i.incident_id for i in revisions(attack(), late)}) == 2


def test_articles_of_1970_and_2099_change_nothing_for_others():
    good = [attack(f"a{i}", fetched_at=MORNING + i * HOUR) for i in range(4)]
    old = attack("old", fetched_at=0, date=on("1970-01-01"))
    new = attack("new", fetched_at=4_070_908_800_000, date=on("2099-01-01"))
    end = Tick(MORNING + QUIET + 4 * HOUR)
    expected = revisions(*good, end)
    ids = {i.incident_id for i in expected}
    found = revisions(good[0], new, good[1], old, *good[2:], end)
    assert [i for i in found if i.incident_id in ids] == expected


def test_incident_keeps_a_bounded_number_of_reports_the_first_and_the_last():
    ctx = replace(WORLD, thresholds=replace(WORLD.thresholds, incident_reports=4))
    many = [attack(f"a{i}", fetched_at=MORNING + i) for i in range(7)]
    [incident] = latest(fused(many, None, ctx))
    assert [r.article_id for r in incident.reports] == ["a0", "a1", "a5", "a6"]


def test_late_report_never_moves_those_that_came_before_the_quiet_time():
    found = revisions(
        attack("a0"),
        attack("a1", place=PROVINCE, fetched_at=MORNING + 37 * HOUR),
        *(attack(f"b{i}", fetched_at=MORNING + 73 * HOUR + i) for i in range(3)),
    )
    [incident] = latest(found)
    assert [r.article_id for r in incident.reports] == ["a0", "a1", "b0", "b1", "b2"]


def test_unreadable_date_is_rejected_and_its_neighbours_are_not():
    bad = attack("bad", date=on("soon"))
    found = run(attack(), bad, attack("a2", fetched_at=MORNING + 1))
    assert [type(r) for r in found] == [Emit, Reject, Emit]
    assert (found[1].cause, found[1].reason) == (1, "bad_time")


def test_fifty_unknown_domains_corroborate_as_one():
    many = [attack(f"a{i}", source=f"new{i}.example", fetched_at=MORNING + i) for i in range(50)]
    [incident] = incidents(many)
    assert (incident.independent_sources, incident.corroboration) == (1, "unconfirmed")


def test_independent_sources_corroborate_and_copies_of_a_wire_do_not():
    copies = [attack(f"a{i}", source="bbc.com", wire_sources=("afp",)) for i in range(3)]
    assert incidents([attack("a9"), *copies])[0].corroboration == "unconfirmed"
    sources = ("afp", "reuters", "bbc.com")
    found = fused([attack(s, source=s, fetched_at=MORNING + i) for i, s in enumerate(sources)])
    assert [i.corroboration for i in found] == ["unconfirmed", "corroborated", "confirmed"]


def test_denial_by_one_side_contests_and_by_the_only_source_retracts():
    denial = {"modality": "denied", "fetched_at": MORNING + HOUR}
    contested = incidents([attack(), attack("a2", source="reuters", **denial)])[0]
    assert (contested.status, contested.corroboration) == ("open", "contested")
    taken_back = incidents([attack(), attack("a2", **denial)])[0]
    assert taken_back.status == "retracted"


@pytest.mark.parametrize(
    ("said", "deniers", "status"),
    [
        ("small.example", ("irfaasawtak.com", "new.example"), "open"),
        ("new.example", ("small.example", "irfaasawtak.com"), "retracted"),
        ("afp", ("small.example", "irfaasawtak.com"), "open"),
        ("afp", ("reuters", "irfaasawtak.com"), "retracted"),
    ],
)
def test_two_that_deny_it_at_last_outweigh_what_nobody_reliable_says(said, deniers, status):
    denials = [
        attack(f"d{i}", source=name, modality="denied", fetched_at=MORNING + (i + 1) * HOUR)
        for i, name in enumerate(deniers)
    ]
    found = incidents([attack(source=said), *denials])
    assert found[0].status == status


def test_editor_confirms_and_rejects():
    state = {}
    [first] = revisions(attack(), state=state)
    [confirmed] = revisions(decision(first, "confirm"), state=state)
    assert (confirmed.corroboration, confirmed.decisions) == ("confirmed", ("confirm",))
    [rejected] = revisions(decision(first, "reject", feedback_id="f2"), state=state)
    assert (rejected.revision, rejected.status) == (3, "retracted")
    late = attack("a2", source="reuters", fetched_at=MORNING + 6 * HOUR)
    assert revisions(late, state=state)[0].status == "retracted"


def test_decision_delivered_again_changes_nothing():
    state = {}
    [first] = revisions(attack(), state=state)
    once = revisions(decision(first, "confirm"), state=state)
    assert revisions(decision(first, "confirm"), state=state) == once


def test_decision_on_a_closed_incident_does_not_reopen_it():
    state = {}
    revisions(attack(), Tick(MORNING + QUIET), state=state)
    [first] = [entry.incident for entry in state.values() if hasattr(entry, "incident")]
    [found] = revisions(decision(first, "confirm", at=MORNING + QUIET + HOUR), state=state)
    assert (found.status, found.corroboration) == ("closed", "confirmed")


def test_report_of_an_editors_rejected_incident_opens_no_new_one():
    state = {}
    [first] = revisions(attack(), state=state)
    revisions(decision(first, "reject"), state=state)
    late = attack("a2", fetched_at=MORNING + 30 * HOUR)
    [found] = revisions(late, state=state)
    assert (found.incident_id, found.status) == (first.incident_id, "retracted")


def test_other_records_are_rejected():
    [found] = fuse.run([Incoming(INCIDENT_UPDATED, incidents([attack()])[0])], {}, WORLD)
    assert isinstance(found, Reject)


def test_unusual_number_of_reports_raises_attention_and_a_usual_one_does_not():
    sources = ("afp", "reuters", "bbc.com", "dawn.com")
    found = fused([attack(s, source=s, fetched_at=MORNING + i) for i, s in enumerate(sources)])
    assert [i.attention > 0 for i in found] == [False, False, True, True]


def test_decision_on_an_unknown_incident_is_rejected():
    [first] = revisions(attack())
    [found] = run(decision(first, "confirm"))
    assert isinstance(found, Reject)


def test_table_gives_back_what_it_stored():
    state = {}
    run(*(r.value for r in reports([attack(), attack("a2", place=DIBIS)])), state=state)
    for key, value in state.items():
        assert fuse.TABLE.load(fuse.TABLE.dump(value)) == value, key


def test_value_of_another_version_is_refused():
    with pytest.raises(BadRecord):
        fuse.TABLE.load(b'{"version": 99}')
