"""What an attack says in one of its fields, in a few words for people."""

from collections.abc import Callable

from streams.domain.records import Attack, Attribution, Perpetrator, Place, Target, Toll

_TOLD = {"historical": "; only mentioned", "denied": "; denied"}


def words_of(attack: Attack, field: str) -> str:
    """Return the value that evidence for `field` stands behind."""
    say = _SAID.get(field)
    return say(attack) if say else _plain(getattr(attack, field.partition(".")[0], None))


def heading(attack: Attack) -> str:
    """Return what happened, where and when, in one line."""
    what = ", ".join(attack.attack_types) or "attack"
    told = _TOLD.get(attack.modality, "")
    return f"{what}; {_place(attack.place)}; {attack.date.start or 'no date'}{told}"


def _place(place: Place) -> str:
    names = (place.neighbourhood, place.name, place.admin1, place.country)
    return ", ".join(dict.fromkeys(name for name in names if name))


def _perpetrator(one: Perpetrator) -> str:
    return f"{one.name or 'unidentified'} ({one.confidence})"


def _toll(toll: Toll) -> str:
    about = ", ".join(word for word in (toll.nationality, toll.group) if word)
    part = f" of {toll.subset_of}" if toll.subset_of is not None else ""
    scope = "" if toll.scope == "attack" else f", scope {toll.scope}"
    return f"{toll.best}{part} {toll.effect} ({toll.side}{', ' if about else ''}{about}{scope})"


def _speaker(speaker: Attribution) -> str:
    named = " of ".join(word for word in (speaker.role, speaker.wire) if word)
    own = " (the attackers)" if speaker.perpetrator else ""
    return f"{speaker.name or named or 'unnamed'}{own}"


def _target(target: Target) -> str:
    return f"{target.category}: {target.name}" if target.name else target.category


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in value) or "none"
    return "not said" if value is None else str(value)


_SAID: dict[str, Callable[[Attack], str]] = {
    "place": lambda a: f"{_place(a.place)} (precision {a.place.precision})",
    "places": lambda a: "; ".join(map(_place, a.places)),
    "date": lambda a: f"{a.date.start} ({a.date.precision}, from {a.date.basis})",
    "date.time_of_day": lambda a: str(a.date.time_of_day),
    "perpetrators": lambda a: "; ".join(map(_perpetrator, a.perpetrators)),
    "perpetrators.count": lambda a: ", ".join(
        str(one.count.best) for one in a.perpetrators if one.count
    ),
    "targets": lambda a: "; ".join(map(_target, a.targets)),
    "attributed_to": lambda a: "; ".join(map(_speaker, a.attributed_to)),
    "tolls": lambda a: "; ".join(map(_toll, a.tolls)),
    "claims": lambda a: "; ".join(f"{c.kind}: {c.claimant}" for c in a.claims),
    "follow_on": lambda a: ", ".join(f.kind for f in a.follow_on),
    "sub_events": lambda a: ", ".join(s.attack_type for s in a.sub_events),
}
