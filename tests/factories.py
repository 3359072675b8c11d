"""Attacks, incidents and a small world to judge them in, made by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming
from streams.domain.geography import Gazetteer
from streams.domain.groups import Group, group_table
from streams.domain.identity import attack_identity
from streams.domain.records import Attack, Claim, EventDate, Perpetrator, Place, Target, Toll
from streams.domain.sources import Source, register
from streams.domain.thresholds import Thresholds
from streams.domain.topics import ATTACK_REPORTED, INCIDENT_UPDATED
from streams.stages import escalate, fuse

HOUR = 3_600_000
MINUTE = 60_000


def at(text: str) -> int:
    """Return epoch milliseconds of an ISO 8601 time; UTC when it names no zone."""
    moment = datetime.fromisoformat(text if "+" in text else text + "+00:00")
    return int(moment.timestamp() * 1000)


MORNING = at("2016-10-21T07:00")


def source(name: str, tier: str, *, wire: bool = False, perpetrator: bool = False) -> Source:
    return Source(
        id=name,
        domains=(name,),
        spellings=(),
        names={"en": (name.upper(),), "ar": ("فرانس برس",) if name == "afp" else ()},
        weak_names={},
        country="XX",
        languages=("en",),
        owner=name,
        state=None,
        wire=wire,
        tier=tier,
        perpetrator=perpetrator,
        why="for tests",
    )


def group(name: str, title: str, arabic: str) -> Group:
    return Group(name, title, (), aliases={"en": (title,), "ar": (arabic,)})


def world() -> Context:
    """Return a context with two wires, outlets of each tier and two groups; no places."""
    sources = (
        source("afp", "A", wire=True),
        source("reuters", "A", wire=True),
        source("bbc.com", "B"),
        source("dawn.com", "B"),
        source("okaz.com.sa", "B"),
        source("small.example", "C"),
        source("irfaasawtak.com", "C"),
        source("amaq", "D", perpetrator=True),
    )
    groups = group_table(
        (
            group("islamic-state", "Islamic State", "تنظيم الدولة الإسلامية"),
            group("pkk", "PKK", "حزب العمال الكردستاني"),
        ),
        {"en": ("gunmen",)},
        {"en": ("army",)},
    )
    gazetteer = Gazetteer((), {}, {("IQ", None): "Asia/Baghdad"})
    return Context({}, gazetteer, groups, register(sources), Thresholds(), "test")


WORLD = world()
KIRKUK = Place(
    name="Kirkuk",
    precision="city",
    canonical="Kirkuk",
    country="IQ",
    admin1="Kirkuk",
    city="Kirkuk",
    lat=35.46806,
    lon=44.39222,
    geonames_id=94787,
)
DIBIS = replace(KIRKUK, name="Dibis", canonical="Dibis", city="Dibis", lat=35.67482, lon=44.07067)
DAQUQ = replace(KIRKUK, name="Daquq", canonical="Daquq", city="Daquq", lat=35.14, lon=44.447)
BAGHDAD = replace(
    KIRKUK, name="Baghdad", canonical="Baghdad", admin1="Baghdad", city="Baghdad",
    lat=33.34, lon=44.40,
)  # fmt: skip
PROVINCE = Place(
    name="Kirkuk", precision="province", canonical="Kirkuk", country="IQ", admin1="Kirkuk"
)
ISLAMIC_STATE = Perpetrator("Islamic State", "islamic-state", "claimed")
CLAIM = Claim("Islamic State", "responsibility")
POLICE = Target("police", None, critical=True)
POWER_STATION = Target("infrastructure", "power station", critical=True)


def on(day: str = "2016-10-21", **changes: object) -> EventDate:
    """Return a date that the text gives, to the day."""
    return replace(EventDate(day, day, "day", "text"), **changes)


def within(place: Place, neighbourhood: str) -> Place:
    """Return a neighbourhood of a town."""
    return replace(
        place,
        name=neighbourhood,
        canonical=neighbourhood,
        neighbourhood=neighbourhood,
        precision="neighbourhood",
    )


def killed(best: int, **changes: object) -> Toll:
    return replace(Toll("killed", "victim", best, best, best), **changes)


def attackers_killed(best: int) -> Toll:
    return Toll("killed", "perpetrator", best, best, best)


def wounded(best: int, **changes: object) -> Toll:
    return replace(Toll("wounded", "victim", best, best, best), **changes)


def attack(article: str = "a1", *, ordinal: int = 0, text: str = "v1", **changes: object) -> Attack:
    """Return an asserted attack on police in Kirkuk; totals follow from the tolls."""
    found = Attack(
        attack_id=attack_identity(article, text, ordinal),
        article_id=article,
        text_hash=text,
        source="afp",
        fetched_at=MORNING,
        language="en",
        attack_types=("armed_assault",),
        stage="accomplished",
        modality="asserted",
        engagement="attack",
        actor_kind="nonstate",
        date=on(),
        place=KIRKUK,
        trigger_role="body",
        confidence=0.9,
        reader_version="test",
        targets=(POLICE,),
    )
    found = replace(found, **changes)
    if "published_at" not in changes:
        found = replace(found, published_at=found.fetched_at)
    return found if "killed" in changes else with_totals(found)


def with_totals(found: Attack) -> Attack:
    """Return the attack with the totals that its tolls give, the largest of each kind."""

    def total(effect: str, side: str) -> int | None:
        same = [t.best for t in found.tolls if (t.effect, t.side) == (effect, side)]
        return max(same, default=None)

    return replace(
        found,
        killed=total("killed", "victim"),
        wounded=total("wounded", "victim"),
        abducted=total("abducted", "victim"),
        perpetrators_killed=total("killed", "perpetrator"),
    )


def reports(attacks: Sequence[Attack]) -> list[Incoming]:
    return [Incoming(ATTACK_REPORTED, found) for found in attacks]


def fused(attacks: Sequence[Attack], state: dict | None = None, ctx: Context = WORLD) -> list:
    """Return all revisions that the reports lead to, in order."""
    found = list(fuse.run(reports(attacks), {} if state is None else state, ctx))
    assert all(isinstance(emit, Emit) for emit in found), found
    return [emit.value for emit in found]


def latest(revisions: Sequence) -> list:
    """Return the last revision of each incident that was not merged, in order of founding."""
    last = {incident.incident_id: incident for incident in revisions}
    return [incident for incident in last.values() if incident.status != "merged"]


def incidents(attacks: Sequence[Attack], ctx: Context = WORLD) -> list:
    """Return the incidents that the reports end with."""
    return latest(fused(attacks, None, ctx))


def founding(language: str = "ar") -> list[Attack]:
    """Return the accounts of the founding article: Kirkuk city, and Dibis with a shared figure."""
    names = [attack_identity("founding", "v1", ordinal) for ordinal in (0, 1)]
    common = {
        "source": "irfaasawtak.com",
        "wire_sources": ("afp",),
        "language": language,
        "fetched_at": at("2016-10-21T18:00"),
        "perpetrators": (ISLAMIC_STATE,),
        "claims": (CLAIM,),
    }
    return [
        attack(
            "founding",
            tolls=(killed(6), wounded(12), attackers_killed(12)),
            related=(names[1],),
            ongoing=True,
            **common,
        ),
        attack(
            "founding",
            ordinal=1,
            place=DIBIS,
            attack_types=("suicide_bombing",),
            targets=(POWER_STATION,),
            tolls=(killed(22, scope="ambiguous"), killed(4, nationality="IR", subset_of=22)),
            related=(names[0],),
            **common,
        ),
    ]


def alerts(revisions: Sequence, state: dict | None = None) -> list:
    """Return the alerts that revisions of incidents raise."""
    batch = [Incoming(INCIDENT_UPDATED, incident) for incident in revisions]
    found = list(escalate.run(batch, {} if state is None else state, WORLD))
    assert all(isinstance(emit, Emit) for emit in found)
    return [emit.value for emit in found]


def raised(attacks: Sequence[Attack]) -> list:
    """Return the alerts that reports raise."""
    return alerts(fused(attacks))


def one(**changes: object) -> Attack:
    """Return the report of one attack by AFP; critical place, unknown toll."""
    return attack("a0", **changes)


def second(**changes: object) -> Attack:
    """Return what Reuters tells of it an hour later."""
    return attack("b0", **{"source": "reuters", "fetched_at": MORNING + HOUR, **changes})
