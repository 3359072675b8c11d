"""When an incident becomes an alert, of what level and kind, and why."""

from dataclasses import replace

import pytest

from streams.domain.errors import BadRecord
from streams.domain.flow import Incoming, Reject
from streams.domain.records import Attribution, FollowOn, Perpetrator
from streams.domain.routing.ruling import LIFTED, is_follow_up
from streams.domain.topics import ATTACK_REPORTED
from streams.stages import escalate
from streams.stages.escalate.memory import Memory
from tests.factories import (
    CLAIM,
    HOUR,
    ISLAMIC_STATE,
    KIRKUK,
    MORNING,
    PROVINCE,
    WORLD,
    alerts,
    attack,
    founding,
    fused,
    killed,
    one,
    raised,
    second,
    within,
    wounded,
)


def story(attacks):
    return [(a.kind, a.level) for a in raised(attacks)]


def test_founding_article_raises_one_high_unconfirmed_alert_for_each_attack():
    found = raised(founding())
    assert [(a.kind, a.level, a.corroboration) for a in found] == [
        ("new", "high", "unconfirmed"),
        ("new", "high", "unconfirmed"),
    ]
    assert found[0].campaign_id == found[1].campaign_id is not None


def test_second_independent_report_of_kirkuk_makes_it_critical():
    more = attack("more", source="bbc.com", fetched_at=founding()[0].fetched_at + HOUR)
    found = raised([*founding(), more])
    assert [(a.kind, a.level, a.place.name) for a in found[2:]] == [
        ("escalation", "critical", "Kirkuk")
    ]
    assert found[2].supersedes == found[0].alert_id


def test_dibis_headline_says_whose_figure_it_is_and_that_it_may_count_others():
    headline = raised(founding())[1].headline
    assert "22 killed, according to AFP, may include deaths elsewhere" in headline.en
    assert headline.en.startswith("Unconfirmed: ")
    assert "read by machine" in headline.en
    assert headline.other_language == "ar"
    assert "22 قتيلاً، بحسب فرانس برس" in headline.other


@pytest.mark.parametrize(
    ("changes", "condition"),
    [
        ({"targets": ()}, "gate.specific"),
        ({"published_at": MORNING - 7 * HOUR}, "gate.fresh"),
        ({"place": replace(PROVINCE, precision="country", admin1=None)}, "gate.placed"),
        ({"trigger_role": "background"}, "gate.in_body"),
        ({"modality": "historical"}, "gate.asserted"),
        ({"source": "amaq"}, "gate.independent_voice"),
        ({"attributed_to": (Attribution(None, wire="amaq"),)}, "gate.independent_voice"),
        ({"targets": (), "tolls": (killed(0),)}, "impact.none"),
    ],
)
def test_gate_that_fails_keeps_an_incident_low_and_says_why(changes, condition):
    state = {}
    assert alerts(fused([one(**changes)]), state) == []
    [memory] = state.values()
    assert memory.level == "low"
    assert condition in memory.suppressed


def test_old_event_is_never_pushed_and_replays_behave_as_the_day_itself():
    past = one(date=replace(one().date, start="2016-10-18", end="2016-10-18"))
    assert raised([past]) == []
    assert len(raised([one()])) == 1


@pytest.mark.parametrize(
    ("tolls", "level", "backed"),
    [
        ((), "medium", "high"),
        ((killed(2),), "medium", "high"),
        ((killed(3),), "high", "critical"),
        ((killed(10),), "high", "critical"),
        ((wounded(50),), "high", "critical"),
    ],
)
def test_level_follows_impact_and_backing(tolls, level, backed):
    assert story([one(tolls=tolls), second(tolls=tolls)]) == [
        ("new", level),
        ("escalation", backed),
    ]


def test_unreliable_source_alone_never_raises_above_medium():
    assert story([one(source="rumour.example", tolls=(killed(60),))]) == [("new", "medium")]


def test_attempt_is_high_at_most():
    tolls = (killed(12),)
    attempt = {"stage": "attempted", "tolls": tolls}
    assert [a.level for a in raised([one(**attempt), second(**attempt)])] == ["high"]


def test_same_facts_again_raise_nothing():
    same = [attack(f"a{i}", fetched_at=MORNING + i, tolls=(killed(5),)) for i in range(5)]
    assert story(same) == [("new", "high")]


def test_revision_judged_before_gives_the_same_alert_again():
    state = {}
    revisions = fused([one()])
    assert alerts(revisions, state) == alerts(revisions, state)


def test_toll_band_crossed_first_claim_and_new_site_raise_updates():
    base = {"tolls": (killed(3),)}
    more = {"tolls": (killed(12),)}
    sites = (within(KIRKUK, "Domiz"), within(KIRKUK, "Wasiti"))
    found = raised(
        [
            one(**base),
            attack("a1", fetched_at=MORNING + 1, claims=(CLAIM,), **base),
            attack("a2", fetched_at=MORNING + 2, **more),
            attack("a3", fetched_at=MORNING + 3, places=sites, **more),
        ]
    )
    assert [a.kind for a in found] == ["new", "update", "update", "update"]
    assert [a.reasons[0].rule for a in found[1:]] == [
        "update.claim",
        "update.killed",
        "update.site",
    ]
    assert "claimed by Islamic State" in found[1].changed
    assert "killed: 3 to 12" in found[2].changed


def test_lifted_curfew_is_an_update_once_for_who_was_told():
    curfew = one(follow_on=(FollowOn("curfew", "Kirkuk"),))
    lifted = {"source": "bbc.com", "follow_on": (FollowOn("lifted", "Kirkuk"),)}
    again = attack("a2", fetched_at=MORNING + 2 * HOUR, **lifted)
    found = raised([curfew, attack("a1", fetched_at=MORNING + HOUR, **lifted), again])

    updates = [a for a in found if any(r.rule == LIFTED for r in a.reasons)]
    assert len(updates) == 1
    assert "curfew or closure lifted" in updates[0].changed
    assert is_follow_up(updates[0])
    assert not is_follow_up(found[0])


def test_curfew_that_is_lifted_after_an_alert_of_both_sources_is_an_update():
    both = [one(), second()]
    lifted = second(
        text="v2", revision_of="b0", fetched_at=MORNING + 2 * HOUR,
        follow_on=(FollowOn("lifted", "Kirkuk"),),
    )  # fmt: skip
    found = raised([*both, lifted])

    assert [a.kind for a in found] == ["new", "escalation", "update"]
    assert found[-1].reasons[0].rule == LIFTED


def test_attack_whose_curfew_was_lifted_before_it_was_told_needs_no_update():
    told = one(follow_on=(FollowOn("lifted", "Kirkuk"),))

    assert [a.kind for a in raised([told, attack("a1", fetched_at=MORNING + HOUR)])] == ["new"]


def test_figure_below_all_that_was_stated_is_a_correction():
    lower = one(text="v2", revision_of="a0", fetched_at=MORNING + HOUR, tolls=(killed(14),))
    found = raised([one(tolls=(killed(20),)), lower])
    assert [a.kind for a in found] == ["new", "correction"]
    assert found[1].headline.en.startswith("Correction, unconfirmed: ")
    assert found[1].changed == ("killed: 20 to 14",)


def test_much_lower_figure_is_a_correction_and_a_wavering_one_is_not():
    def told(number, source, hours):
        return attack(
            f"a{hours}", source=source, fetched_at=MORNING + hours * HOUR, tolls=(killed(number),)
        )

    first = [told(12, "afp", 0), told(20, "reuters", 2)]
    assert [a.kind for a in raised([*first, told(18, "bbc.com", 4)])] == ["new", "escalation"]
    lower = raised([*first, told(14, "bbc.com", 4)])
    assert [a.kind for a in lower] == ["new", "escalation", "correction"]
    assert "killed: 20 to 14" in lower[-1].changed


def test_muted_incident_stays_silent():
    [incident] = fused([one()])
    assert alerts([replace(incident, decisions=("mute",))]) == []


def test_other_records_are_rejected():
    [found] = escalate.run([Incoming(ATTACK_REPORTED, one())], {}, WORLD)
    assert isinstance(found, Reject)


def test_table_gives_back_what_it_stored():
    state = {}
    alerts(fused([one(), second()]), state)
    for value in state.values():
        assert escalate.TABLE.load(escalate.TABLE.dump(value)) == value


def test_value_of_another_version_is_refused():
    good = escalate.TABLE.dump(Memory(1, 0, "low"))
    with pytest.raises(BadRecord):
        escalate.TABLE.load(good.replace(b'"version":1', b'"version":99'))


def test_wounded_without_a_word_on_dead_count_as_an_unknown_toll():
    [found] = raised([one(tolls=(wounded(4),))])
    assert "4 wounded gives 0, unknown dead give 1" in found.reasons[1].detail


def test_chemical_weapons_hostages_and_foreigners_raise_the_impact():
    plain = one(tolls=(killed(1),), targets=())
    abroad = replace(plain, tolls=(killed(1), killed(1, nationality="IR", subset_of=1)))
    for changes in ({"attack_types": ("chemical",)}, {"attack_types": ("hostage_taking",)}):
        assert "2 of 4" in raised([replace(plain, **changes)])[0].reasons[1].detail
    assert "2 of 4" in raised([abroad])[0].reasons[1].detail
    assert "1 of 4" in raised([plain])[0].reasons[1].detail


def test_attacker_that_is_no_longer_named_is_a_correction():
    named = one(perpetrators=(ISLAMIC_STATE,))
    other = Perpetrator("PKK", "pkk", "stated")
    revised = one(text="v2", revision_of="a0", fetched_at=MORNING + HOUR, perpetrators=(other,))
    found = raised([named, revised])
    assert [a.kind for a in found] == ["new", "correction"]
    assert found[1].reasons[0].rule == "correction.perpetrator"
