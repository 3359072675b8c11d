"""The attacks of 21 October 2016 as 29 outlets told them: facts only, in their order.

Figures and times are those of the reports; which figure covers what follows their own words.
"""

from dataclasses import dataclass, replace

import pytest

from streams.domain.flow import Incoming
from streams.domain.records import Attack, FollowOn, Perpetrator
from streams.domain.topics import INCIDENT_UPDATED
from streams.lang.groups import groups
from streams.lang.sources import source_register
from streams.stages import escalate
from tests.factories import (
    CLAIM,
    DAQUQ,
    DIBIS,
    ISLAMIC_STATE,
    KIRKUK,
    POLICE,
    POWER_STATION,
    WORLD,
    at,
    attack,
    attackers_killed,
    fused,
    killed,
    latest,
    on,
    wounded,
)

CURFEW = FollowOn("curfew", "Kirkuk")
STATED = Perpetrator("Islamic State", "islamic-state", "stated")

GUNFIRE = {"attack_types": ("armed_assault",)}
WRONG_DAY = {"date": ("22", None)}
POLICE_AND_ATTACKERS = (killed(6), wounded(12), attackers_killed(12))


@dataclass(frozen=True)
class Told:
    """One account: Baghdad time, source, wires, `k`irkuk or `d`ibis, and what it says."""

    time: str
    source: str
    wires: str
    where: str
    tolls: tuple = ()
    claimed: bool = False
    more: dict | None = None


def whole(best):
    return killed(best, scope="campaign")


TOLD = (
    Told("21T07:00", "vedomosti.ru", "", "k", more={"follow_on": (CURFEW,), "ongoing": True}),
    Told("21T07:18", "tgcom24", "", "d", (killed(11),)),
    Told("21T07:24", "french.presstv.ir", "", "d", (killed(5), attackers_killed(5))),
    Told("21T07:24", "french.presstv.ir", "", "k"),
    Told("21T07:30", "yuksekovagundem.org", "", "d", (killed(12), wounded(12))),
    Told("21T07:36", "moroornews.com", "", "d", (killed(12),)),
    Told("21T08:37", "institutkurde.org (AFP)", "afp", "d", (killed(16),)),
    Told("21T08:37", "institutkurde.org (AFP)", "afp", "k", more={"date": ("20", "dawn")}),
    Told("21T08:45", "fr.sputniknews.africa", "afp", "d", (killed(16),)),
    Told("21T08:45", "fr.sputniknews.africa", "afp", "k", more={"follow_on": (CURFEW,)}),
    Told("21T10:06", "arabicpost (Huffpost Arabi/AFP)", "afp", "d", (killed(16),)),
    Told("21T10:06", "arabicpost (Huffpost Arabi/AFP)", "afp", "k"),
    Told("21T10:12", "maghress.com", "afp", "d", (killed(17),)),
    Told("21T10:18", "sarabic.ae", "", "d", (killed(16),), more=GUNFIRE),
    Told("21T10:24", "wionews/AFP+Reuters", "afp reuters", "d", (killed(16),), True),
    Told("21T10:30", "hispantv", "afp", "d", (killed(16),)),
    Told("21T11:31", "haber7/istanbulhaber (AA)", "aa", "d", (killed(13),)),
    Told("21T13:06", "latribune.fr (Reuters)", "reuters", "k", (whole(8),)),
    Told("21T13:06", "latribune.fr (Reuters)", "reuters", "d", (whole(8),)),
    Told("21T13:12", "francais.rt.com", "afp", "k", (killed(6), attackers_killed(12))),
    Told("21T16:06", "khaleejtimes/AFP", "afp", "d", (killed(16),), True),
    Told("21T16:06", "khaleejtimes/AFP", "afp", "k", (), True, {"ongoing": True}),
    Told("21T16:12", "infobae", "afp ap", "k", (whole(18),), True),
    Told("21T16:12", "infobae", "afp ap", "d", (whole(18),), True),
    Told("21T16:18", "eladelantado (Reuters)", "reuters", "k", (whole(18),)),
    Told("21T16:24", "repubblica.it", "", "d", (killed(17),)),
    Told("21T16:30", "trt", "afp", "d", (killed(16),)),
    Told("21T16:30", "trt", "afp", "k", (killed(6), attackers_killed(12))),
    Told("21T16:36", "turkiyegazetesi", "", "k", (whole(22),)),
    Told("21T20:06", "ifpnews (IRNA/Reuters)", "irna reuters", "d", (killed(18),)),
    Told("21T20:12", "arabicpost / alazmenah (AA)", "aa", "k", (whole(26),)),
    Told("21T20:18", "tass.ru", "", "d", (killed(16),)),
    Told("21T20:53", "easternmirror (Xinhua)", "xinhua", "d", (killed(16),)),
    Told("21T20:53", "easternmirror (Xinhua)", "xinhua", "k", (whole(24),)),
    Told("21T21:00", "irfaasawtak.com", "afp", "k", POLICE_AND_ATTACKERS, True),
    Told("21T21:00", "irfaasawtak.com", "afp", "d", (killed(22, scope="ambiguous"),), True),
    Told("22T10:35", "okaz (AFP)", "afp", "k", (whole(46), wounded(133, scope="campaign"))),
    Told("22T13:00", "izvestia.ru (AP)", "ap", "k", (killed(80), wounded(170)), more=WRONG_DAY),
    Told("22T14:00", "interfax.ru", "", "k", more={"follow_on": (FollowOn("lifted"),)}),
    Told("23T09:00", "masress (elfagr)", "", "k", (whole(47), wounded(130, scope="campaign"))),
)  # fmt: skip
EVENING = sum(told.time < "22" for told in TOLD)


@pytest.fixture(scope="module")
def ctx():
    return replace(WORLD, sources=source_register(), groups=groups())


def account(told: Told, ordinal: int) -> Attack:
    more = dict(told.more or {})
    day, part = more.pop("date", ("21", None))
    dibis = told.where == "d"
    return attack(
        f"{told.source} {told.time}",
        ordinal=ordinal,
        **{
            "source": told.source,
            "wire_sources": tuple(told.wires.split()),
            "fetched_at": at(f"2016-10-{told.time}+03:00"),
            "place": DIBIS if dibis else KIRKUK,
            "targets": (POWER_STATION,) if dibis else (POLICE,),
            "attack_types": ("suicide_bombing",) if dibis else ("armed_assault", "suicide_bombing"),
            "date": on(f"2016-10-{day}", time_of_day=part),
            "tolls": told.tolls,
            "perpetrators": (ISLAMIC_STATE if told.claimed else STATED,),
            "claims": (CLAIM,) if told.claimed else (),
            **more,
        },
    )


def accounts(number=None):
    return [account(told, ordinal) for ordinal, told in enumerate(TOLD[:number])]


def by_town(revisions):
    return {incident.place.name: incident for incident in latest(revisions)}


def test_evening_of_the_day_knows_two_incidents_of_one_campaign(ctx):
    found = by_town(fused(accounts(EVENING), None, ctx))
    assert sorted(found) == ["Dibis", "Kirkuk"]
    kirkuk, dibis = found["Kirkuk"], found["Dibis"]
    assert kirkuk.campaign_id == dibis.campaign_id is not None
    assert dibis.tolls.killed.best == 16
    assert (dibis.tolls.killed.low, dibis.tolls.killed.high) == (5, 18)
    assert kirkuk.tolls.killed.best == 6
    assert kirkuk.tolls.wounded.best == 12
    assert kirkuk.tolls.perpetrators_killed.best == 12
    assert kirkuk.campaign_tolls.killed.best in (22, 24, 26)
    assert (kirkuk.corroboration, dibis.corroboration) == ("confirmed", "confirmed")
    assert CURFEW in kirkuk.follow_on


def test_days_after_change_the_campaign_figures_and_not_those_of_the_incidents(ctx):
    found = by_town(fused(accounts(), None, ctx))
    kirkuk = found["Kirkuk"]
    assert sorted(found) == ["Dibis", "Kirkuk"]
    assert kirkuk.tolls.killed.best == 6
    assert kirkuk.tolls.wounded.best == 12
    assert (kirkuk.campaign_tolls.killed.best, kirkuk.campaign_tolls.wounded.best) == (47, 130)
    assert {"80", "170"} <= {c.other_value for c in kirkuk.conflicts}
    assert found["Dibis"].tolls.killed.best == 16


def test_air_strike_on_daquq_the_same_day_joins_neither(ctx):
    strike = attack(
        "daquq",
        source="al-ain.com",
        fetched_at=at("2016-10-21T19:00+03:00"),
        place=DAQUQ,
        attack_types=("air_strike",),
        actor_kind="state",
        targets=(),
        weapons=("air strike",),
        tolls=(killed(15), wounded(50)),
    )
    found = by_town(fused([*accounts(EVENING), strike], None, ctx))
    assert found["Daquq"].campaign_id is None
    assert found["Daquq"].tolls.killed.best == 15
    assert len(found["Daquq"].reports) == 1


def test_each_incident_is_new_once_on_its_first_report_and_ends_critical(ctx):
    batch = [Incoming(INCIDENT_UPDATED, i) for i in fused(accounts(), None, ctx)]
    alerts = [emit.value for emit in escalate.run(batch, {}, ctx)]
    new = [(a.place.name, a.trigger_article_id) for a in alerts if a.kind == "new"]
    assert new == [("Kirkuk", "vedomosti.ru 21T07:00"), ("Dibis", "tgcom24 21T07:18")]
    last = {a.place.name: a.level for a in alerts}
    assert last == {"Kirkuk": "critical", "Dibis": "critical"}
    assert len(alerts) <= 14
