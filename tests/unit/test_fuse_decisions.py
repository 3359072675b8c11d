"""Editors merge and split incidents: what fusion makes of it, for good and taken back."""

from streams.domain.flow import Reject
from tests.factories import DIBIS, HOUR, MORNING, attack
from tests.unit.test_fuse import decision, revisions, run


def test_editor_merges_two_incidents_for_good():
    state = {}
    first, second = revisions(attack(), attack("a2", place=DIBIS), state=state)
    merge = decision(first, "merge", other_incident_id=second.incident_id)
    found = revisions(merge, state=state)
    assert [(i.incident_id, i.status, i.merged_into) for i in found] == [
        (first.incident_id, "open", None),
        (second.incident_id, "merged", first.incident_id),
    ]
    [later] = revisions(attack("a3", place=DIBIS, fetched_at=MORNING + HOUR), state=state)
    assert (later.incident_id, len(later.reports)) == (first.incident_id, 3)


def test_decision_on_a_merged_incident_goes_to_the_one_that_took_it_in():
    state = {}
    first, second = revisions(attack(), attack("a2", place=DIBIS), state=state)
    revisions(decision(first, "merge", other_incident_id=second.incident_id), state=state)
    [found] = revisions(decision(second, "confirm", feedback_id="f2"), state=state)
    assert found.incident_id == first.incident_id
    assert found.corroboration == "confirmed"


def test_split_that_would_leave_nothing_is_rejected():
    state = {}
    report = attack()
    [first] = revisions(report, state=state)
    [found] = run(decision(first, "split", attack_ids=(report.attack_id,)), state=state)
    assert isinstance(found, Reject)


def test_editor_splits_a_report_off_for_good():
    state = {}
    pair = [attack(), attack("a2", fetched_at=MORNING + 1)]
    first = revisions(*pair, state=state)[-1]
    split = decision(first, "split", attack_ids=(pair[1].attack_id,))
    found = revisions(split, state=state)
    assert sorted(len(i.reports) for i in found) == [1, 1]
    after = revisions(attack("a3", fetched_at=MORNING + 2), state=state)
    assert len({i.incident_id for i in (*found, *after)}) == 2


def test_split_takes_a_merger_back_and_the_incident_keeps_its_own_reports():
    state = {}
    others = [attack(f"d{n}", place=DIBIS, fetched_at=MORNING + n) for n in (1, 2)]
    told = {i.place.name: i for i in revisions(attack(), *others, state=state)}
    first, second = told["Kirkuk"], told["Dibis"]
    revisions(decision(first, "merge", other_incident_id=second.incident_id), state=state)
    away = tuple(one.attack_id for one in others)
    split = decision(first, "split", attack_ids=away, feedback_id="f2")
    found = {i.incident_id: i for i in revisions(split, state=state)}
    kept = found.pop(first.incident_id)
    [new] = found.values()
    assert (len(kept.reports), len(new.reports)) == (1, 2)
    assert new.incident_id != second.incident_id
    again = decision(first, "merge", other_incident_id=new.incident_id, feedback_id="f3")
    assert len(revisions(again, state=state)[0].reports) == 3


def test_incident_is_split_again_and_again():
    state = {}
    told = [attack(f"a{n}", fetched_at=MORNING + n) for n in range(3)]
    first = revisions(*told, state=state)[-1]
    for n in (2, 1):
        split = decision(first, "split", attack_ids=(told[n].attack_id,), feedback_id=f"f{n}")
        found = revisions(split, state=state)
        assert sorted(len(i.reports) for i in found) == [1, n]
    assert len({i.incident_id for i in found}) == 2
