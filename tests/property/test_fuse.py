"""An incident is a function of its set of reports: order, batches and ticks change nothing."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.domain.flow import Incoming
from streams.domain.records import EventDate, Perpetrator, Place, Target, Tick
from streams.domain.topics import ALERT_BREAKING, ATTACK_REPORTED, CLOCK, INCIDENT_UPDATED
from streams.stages import escalate, fuse
from streams.stages.fuse.following import follows
from tests.factories import (
    BAGHDAD,
    CLAIM,
    DIBIS,
    HOUR,
    ISLAMIC_STATE,
    KIRKUK,
    MINUTE,
    MORNING,
    PROVINCE,
    WORLD,
    attack,
    killed,
    latest,
    on,
    within,
    wounded,
)

NOWHERE = {"canonical": None, "lat": None, "lon": None, "geonames_id": None}
SPELT = replace(KIRKUK, name="كركوك", city="كركوك", **NOWHERE)
ANYWHERE = replace(SPELT, name="الطارمية", city="الطارمية", admin1=None)
COUNTRY = Place("Iraq", "country", "Iraq", "IQ")
PLACES = (
    *(KIRKUK, DIBIS, PROVINCE, within(KIRKUK, "Domiz"), within(BAGHDAD, "Karrada"), BAGHDAD),
    *(SPELT, ANYWHERE, COUNTRY),
)
DATES = (
    on(),
    on(time_of_day="dawn"),
    on(time_of_day="evening"),
    on("2016-10-22"),
    on("2016-10-20"),
    EventDate("2016-10-21", "2016-10-21", "day", "inherited"),
    EventDate("2016-10-22", "2016-10-22", "day", "inherited"),
    EventDate(None, None, "unknown", "unknown"),
    EventDate("2016-10-17", "2016-10-23", "week", "text"),
)
TARGETS = ((), (Target("business", "hotel"),), (Target("market", "سوق"), Target("police", "حاجز")))
QUARTERS = ((), (within(KIRKUK, "Domiz"),), (within(KIRKUK, "دوميز"), within(KIRKUK, "Hayy Aden")))
ATTACKERS = ((), (ISLAMIC_STATE,), (Perpetrator("PKK", "pkk", "stated"),))
KINDS = ("bombing", "armed_assault", "air_strike", "hostage_taking")
DEAD = (0, 2, 4, 11, 12, 30)
SCOPES = ("attack", "ambiguous", "campaign")


@st.composite
def accounts(draw):
    """Return up to seven accounts by as many articles, published and fetched within minutes."""
    number = draw(st.integers(1, 7))
    return [
        attack(
            f"a{i}",
            source=draw(st.sampled_from(("afp", "reuters", "bbc.com", "new.example"))),
            fetched_at=MORNING + draw(st.integers(0, 10)) * MINUTE,
            place=draw(st.sampled_from(PLACES)),
            date=draw(st.sampled_from(DATES)),
            perpetrators=draw(st.sampled_from(ATTACKERS)),
            attack_types=(draw(st.sampled_from(KINDS)),),
            ongoing=draw(st.booleans()),
            modality=draw(st.sampled_from(("asserted",) * 4 + ("denied", "historical"))),
            trigger_role=draw(st.sampled_from(("headline", "body", "background"))),
            engagement=draw(st.sampled_from(("attack",) * 3 + ("clash",))),
            targets=draw(st.sampled_from(TARGETS)),
            places=draw(st.sampled_from(QUARTERS)),
            tolls=(
                killed(draw(st.sampled_from(DEAD)), scope=draw(st.sampled_from(SCOPES))),
                *draw(st.sampled_from(((), (wounded(7),), (wounded(20),)))),
            ),
            claims=draw(st.sampled_from(((), (CLAIM,)))),
        )
        for i in range(number)
    ]  # fmt: skip


def story(records, sizes=(500,)):
    """Return what fusion and escalation send for `records` in batches of these sizes in turn."""
    fuse_state, escalate_state = {}, {}
    incidents, alerts = [], []
    batches, at = [], 0
    while at < len(records):
        size = sizes[len(batches) % len(sizes)]
        batches.append(records[at : at + size])
        at += size
    for batch in batches:
        found = [r.value for r in fuse.run(batch, fuse_state, WORLD)]
        incidents += found
        told = [Incoming(INCIDENT_UPDATED, incident) for incident in found]
        results = list(escalate.run(told, escalate_state, WORLD))
        assert all(r.topic == ALERT_BREAKING for r in results)
        alerts += [r.value for r in results]
    return incidents, alerts


def reported(attacks):
    return [Incoming(ATTACK_REPORTED, found) for found in attacks]


def canonical(incidents):
    """Return the incidents without ids, revisions and times; campaigns as who is in them."""
    last = latest(incidents)
    campaigns = {}
    for incident in last:
        names = frozenset(r.attack_id for r in incident.reports)
        if incident.campaign_id is not None:
            campaigns.setdefault(incident.campaign_id, set()).add(names)
    plain = [
        replace(
            incident,
            incident_id="",
            revision=0,
            campaign_id=None,
            trigger_article_id="",
            updated_at=0,
        )
        for incident in last
    ]
    return sorted(map(repr, plain)), sorted(
        map(repr, (sorted(map(sorted, c)) for c in campaigns.values()))
    )


@settings(max_examples=150, deadline=None)
@given(accounts(), st.data())
def test_any_interleaving_gives_the_same_incidents(attacks, data):
    shuffled = data.draw(st.permutations(attacks))
    assert canonical(story(reported(attacks))[0]) == canonical(story(reported(shuffled))[0])


def levels_at_last(incidents, alerts):
    """Return the level last told of each alerted incident that stands, by its reports."""
    last = {alert.incident_id: alert.level for alert in alerts}
    stand = {i.incident_id: i for i in latest(incidents) if i.status in ("open", "closed")}
    return {
        frozenset(r.attack_id for r in stand[name].reports): level
        for name, level in last.items()
        if name in stand
    }


@settings(max_examples=150, deadline=None)
@given(accounts(), st.data())
def test_any_interleaving_ends_with_the_same_levels(attacks, data):
    """Which alerts lead there is a matter of arrival, and so is whether a passing state was told
    at all; the level that an incident ends with is not.
    """
    shuffled = data.draw(st.permutations(attacks))
    one, other = (levels_at_last(*story(reported(order))) for order in (attacks, shuffled))
    told = one.keys() & other.keys()
    assert {name: one[name] for name in told} == {name: other[name] for name in told}


@settings(max_examples=60, deadline=None)
@given(accounts(), st.lists(st.integers(1, 4), min_size=1, max_size=3))
def test_batches_of_any_size_give_the_same_revisions_and_alerts(attacks, sizes):
    assert story(reported(attacks)) == story(reported(attacks), tuple(sizes))


@settings(max_examples=60, deadline=None)
@given(accounts())
def test_a_second_replay_adds_nothing(attacks):
    incidents, alerts = story(reported(attacks))
    again, alerts_again = story(reported(attacks * 2))
    assert canonical(again) == canonical(incidents)
    assert {(i.incident_id, i.revision) for i in again} == {
        (i.incident_id, i.revision) for i in incidents
    }
    assert {a.alert_id for a in alerts_again} == {a.alert_id for a in alerts}


@settings(max_examples=60, deadline=None)
@given(accounts(), st.lists(st.integers(0, 60), min_size=6, max_size=6))
def test_density_of_ticks_changes_nothing(attacks, hours):
    """Reports are spread over days; every hour between may tick or not."""
    spread, at = [], MORNING
    for found, step in zip(attacks, (0, *hours), strict=False):
        at += step * HOUR
        spread.append(replace(found, fetched_at=at, published_at=at))
    end = Tick(at + 25 * HOUR)
    ticks = [Tick(t) for t in range(MORNING, at, HOUR)]
    dense = sorted([*ticks, *spread], key=lambda r: r.at if isinstance(r, Tick) else r.fetched_at)

    def sent(records):
        return [
            Incoming(CLOCK if isinstance(r, Tick) else ATTACK_REPORTED, r) for r in (*records, end)
        ]

    sparse = sorted(map(repr, story(sent(spread))[0]))
    assert sparse == sorted(map(repr, story(sent(dense))[0]))


@settings(max_examples=60, deadline=None)
@given(accounts())
def test_every_report_is_in_one_incident_and_revisions_rise_by_one(attacks):
    incidents, _ = story(reported(attacks))
    names = [r.attack_id for incident in latest(incidents) for r in incident.reports]
    assert len(names) == len(set(names))
    waiting = {found.attack_id for found in attacks if follows(found)}
    assert {found.attack_id for found in attacks} - waiting <= set(names)
    seen = {}
    for incident in incidents:
        assert incident.revision == seen.get(incident.incident_id, 0) + 1
        seen[incident.incident_id] = incident.revision
