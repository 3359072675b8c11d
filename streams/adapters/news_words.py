"""The words that an incident can be found by."""

from collections.abc import Iterator

from streams.domain.folding import fold_either
from streams.domain.records import Incident, Place
from streams.lang.countries import load_countries

TYPE, PERPETRATOR, TARGET = "type", "perpetrator", "target"


def folded(text: str) -> str:
    """Return text as it is searched: folded, with single spaces."""
    return " ".join(fold_either(text).split())


def terms(incident: Incident) -> Iterator[tuple[str, str]]:
    """Yield kind and value of what lists can be narrowed to, each once.

    A perpetrator is known by the id of the group and by the folded name.
    """
    found: dict[tuple[str, str], None] = {}
    for attack_type in incident.attack_types:
        found[TYPE, attack_type] = None
    for one in incident.perpetrators:
        for value in (one.group_id, one.name and folded(one.name)):
            if value:
                found[PERPETRATOR, value] = None
    for target in incident.targets:
        found[TARGET, target.category] = None
    yield from found


def search_words(incident: Incident) -> str:
    """Return the folded names of country, places, perpetrators and targets."""
    country = load_countries().by_code.get(incident.country)
    words = [name for said in country.names.values() for name in said] if country else []
    for place in (incident.place, *incident.places):
        words += _names(place)
    words += [one.name for one in incident.perpetrators if one.name]
    words += [target.name for target in incident.targets if target.name]
    words += [claim.claimant for claim in incident.claims]
    return "\n".join(dict.fromkeys(folded(word) for word in words))


def _names(place: Place) -> list[str]:
    names = (place.name, place.canonical, place.neighbourhood, place.city, place.district)
    return [name for name in (*names, place.admin1) if name]
