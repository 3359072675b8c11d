from dataclasses import replace

import pytest

from streams.domain.records import Attribution
from tests.factories import (
    HOUR,
    MINUTE,
    MORNING,
    attack,
    attackers_killed,
    incidents,
    killed,
    on,
    wounded,
)


def told(*figures, **changes):
    """Return the one incident of reports by other sources, an hour apart, with these dead."""
    sources = ("afp", "reuters", "bbc.com", "dawn.com", "okaz.com.sa")
    [incident] = incidents(
        [
            attack(
                f"a{i}",
                source=sources[i],
                fetched_at=MORNING + i * changes.get("apart", 2 * HOUR),
                tolls=figure if isinstance(figure, tuple) else (killed(figure),),
            )
            for i, figure in enumerate(figures)
        ]
    )
    return incident


def best(incident):
    toll = incident.tolls.killed
    return toll.best, toll.rule, toll.low, toll.high


def test_only_figure_is_taken():
    assert best(told(6)) == (6, "only", 6, 6)


def test_latest_figure_is_taken_even_when_it_is_lower():
    assert best(told(20, 14)) == (14, "latest", 14, 20)


def test_majority_of_the_last_hour_decides():
    assert best(told(16, 11, 16, apart=10 * MINUTE)) == (16, "majority", 11, 16)


def test_without_a_majority_the_lowest_of_the_last_hour_is_taken():
    assert best(told(17, 16, 12, apart=10 * MINUTE)) == (12, "lowest", 12, 17)


def test_nothing_said_is_none_and_none_killed_is_nought():
    assert told(()).tolls.killed is None
    assert told(0).tolls.killed.best == 0


def test_figure_of_the_attackers_never_becomes_best():
    boast = (killed(100, perpetrator_source=True),)
    assert best(told(6, boast))[0] == 6
    assert told(boast).tolls.killed is None
    assert ("tolls.killed.perpetrator", "100") in [
        (c.field, c.other_value) for c in told(6, boast).conflicts
    ]


@pytest.mark.parametrize("figure", [46, 80])
def test_figure_of_a_campaign_never_becomes_best_and_is_kept_apart(figure):
    incident = told(6, (killed(figure, scope="campaign"), wounded(133, scope="campaign")))
    assert best(incident)[0] == 6
    assert incident.tolls.wounded is None
    assert incident.campaign_tolls.killed.best == figure
    assert incident.campaign_tolls.wounded.best == 133


def test_ambiguous_figure_is_marked_and_yields_to_a_clear_one():
    unclear = (killed(22, scope="ambiguous"),)
    assert told(unclear).tolls.killed.ambiguous
    assert best(told(16, unclear)) == (16, "only", 16, 16)
    assert [c.other_value for c in told(16, unclear).conflicts] == ["22"]


def test_attackers_dead_that_were_added_to_the_victims_do_not_count():
    """18 of a later source are 6 police and 12 attackers."""
    incident = told((killed(6), attackers_killed(12)), 18)
    assert best(incident)[0] == 6
    assert incident.tolls.perpetrators_killed.best == 12


def test_attackers_dead_of_another_report_do_not_make_a_figure_doubtful():
    """16 is 11 and 5, but no report says that of one attack."""
    assert best(told(11, (killed(5), attackers_killed(5)), 16))[0] == 16


def test_figure_of_another_day_is_doubtful():
    right = attack("a1", tolls=(killed(46),))
    wrong = attack(
        "a2",
        source="bbc.com",
        fetched_at=MORNING + HOUR,
        ongoing=True,
        date=on("2016-10-22"),
        tolls=(killed(80),),
    )
    [incident] = incidents([attack("a0", source="reuters", ongoing=True), right, wrong])
    assert incident.tolls.killed.best == 46
    assert {c.field for c in incident.conflicts} == {"date", "tolls.killed"}


def test_parts_of_a_total_are_added_and_subsets_are_not():
    parts = attack(tolls=(killed(12, group="staff"), killed(4, group="engineers")), killed=16)
    whole = attack(tolls=(killed(16), killed(4, nationality="IR", subset_of=16)))
    assert best(incidents([parts])[0])[0] == 16
    assert best(incidents([whole])[0])[0] == 16


def test_unlisted_source_does_not_outdo_a_listed_one():
    [incident] = incidents(
        [
            attack("a1", tolls=(killed(6),)),
            attack("a2", source="rumour.example", fetched_at=MORNING + HOUR, tolls=(killed(90),)),
        ]
    )
    assert best(incident)[0] == 6


def test_copies_of_one_wire_speak_once_with_their_last_word():
    credit = {"wire_sources": ("afp",)}
    [incident] = incidents(
        [
            attack("a1", tolls=(killed(17),)),
            attack("a2", source="bbc.com", fetched_at=MORNING + 1, tolls=(killed(17),), **credit),
            attack("a3", source="reuters", fetched_at=MORNING + 2, tolls=(killed(16),)),
        ]
    )
    assert best(incident) == (16, "lowest", 16, 17)
    assert incident.independent_sources == 2


def test_total_without_its_parts_is_a_figure():
    assert best(incidents([attack(tolls=(), killed=7)])[0]) == (7, "only", 7, 7)


def test_largest_of_overlapping_figures_is_taken_when_no_total_is_given():
    overlapping = attack(tolls=(attackers_killed(12), attackers_killed(4)), killed=None)
    [incident] = incidents([overlapping])
    assert incident.tolls.perpetrators_killed.best == 12


def test_who_gives_a_figure_goes_with_it():
    police = Attribution(None, "police")
    [incident] = incidents([attack(source="bbc.com", tolls=(killed(7, attributed_to=police),))])
    assert incident.tolls.killed.attributed_to == "police"


def test_what_a_report_sums_over_several_attacks_is_none_of_its_own_nor_of_its_headline():
    summed = (killed(24, scope="campaign"), killed(24), killed(55))
    incident = told(6, summed)
    assert best(incident) == (6, "only", 6, 6)
    assert incident.campaign_tolls.killed.best == 24


def test_a_bomber_counted_alone_does_not_lower_the_attackers_dead():
    incident = told((killed(6), attackers_killed(12)), (killed(7), attackers_killed(1)))
    assert incident.tolls.perpetrators_killed.best == 12


def test_the_dead_of_one_nation_are_no_toll_where_all_the_dead_are_counted():
    iranians = replace(killed(3), nationality="IR")
    found = attack(
        "b", source="dawn.com", fetched_at=MORNING + 3 * HOUR, tolls=(iranians, killed(16))
    )
    both = incidents([attack("a", tolls=(killed(16),)), replace(found, killed=3)])
    assert both[0].tolls.killed.best == 16
    alone = attack("c", source="bbc.com", fetched_at=MORNING + 3 * HOUR, tolls=(iranians,))
    assert incidents([alone])[0].tolls.killed.best == 3
    assert incidents([attack("a", tolls=(killed(16),)), alone])[0].tolls.killed.best == 16


def test_what_another_source_gives_for_several_attacks_is_not_this_ones_toll():
    one = attack("a", source="dawn.com", tolls=(killed(6),))
    summed = attack(
        "b", fetched_at=MORNING + HOUR, targets=(), tolls=(killed(18, scope="campaign"),)
    )
    bare = attack("c", source="bbc.com", fetched_at=MORNING + 3 * HOUR, tolls=(killed(18),))
    alone = incidents([one, summed, bare])[0].tolls
    assert (alone.killed.best, alone.killed.high) == (6, 18)
    again = attack("d", source="okaz.com.sa", fetched_at=MORNING + 4 * HOUR, tolls=(killed(18),))
    assert incidents([one, summed, bare, again])[0].tolls.killed.best == 18


def test_attackers_of_a_report_that_sums_all_victims_are_those_of_all_attacks():
    one = attack("a", source="dawn.com", tolls=(killed(6), attackers_killed(12)))
    dead = attackers_killed(28)
    summed = attack(
        "b", fetched_at=MORNING + HOUR, tolls=(killed(26, scope="campaign"), dead), targets=()
    )
    found = incidents([one, summed])[0]
    assert found.tolls.perpetrators_killed.best == 12
    assert found.campaign_tolls.perpetrators_killed.best == 28
    own = attack("b", fetched_at=MORNING + 3 * HOUR, tolls=(killed(8), dead))
    assert incidents([one, own])[0].tolls.perpetrators_killed.best == 28


def test_a_bomber_counted_alone_is_not_the_last_word_of_a_source():
    twelve, bomber = (killed(6), attackers_killed(12)), (killed(6), attackers_killed(1))
    one = attack("a", tolls=twelve)
    other = attack(
        "b", source="dawn.com", fetched_at=MORNING - 3 * HOUR, tolls=(attackers_killed(8),)
    )
    last = attack("c", fetched_at=MORNING + 9 * HOUR, tolls=bomber)
    assert incidents([one, other, last])[0].tolls.perpetrators_killed.best == 12
