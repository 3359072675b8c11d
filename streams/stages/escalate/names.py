"""What to call places, countries, groups and sources in the language of a headline."""

from streams.domain.context import Context
from streams.domain.folding import fold_latin
from streams.domain.records import FusedToll, Place
from streams.lang.countries import load_countries


def place_name(place: Place, language: str, ctx: Context) -> str:
    """Return the place as said in a language; where the tables have no name, as reported."""
    name = place.city or place.canonical or place.admin1 or place.name
    if language == "en":
        return name
    return _in_tables(name, place, language, ctx) or name


def country_name(code: str, language: str) -> str | None:
    """Return the usual name of a country, None when the table has none."""
    country = load_countries().by_code.get(code)
    if country is None:
        return None
    return country.name if language == "en" else next(iter(country.arabic), None)


def group_name(name: str, group_id: str | None, language: str, ctx: Context) -> str:
    """Return what newspapers of the language call a group; the fullest of its names."""
    group = ctx.groups.by_id.get(group_id or "")
    if group is None:
        group = next((g for g in ctx.groups.by_id.values() if g.name == name), None)
    if group is None or language == "en":
        return name
    return max(group.aliases.get(language, ()), key=len, default=name)


def speaker_name(toll: FusedToll, language: str, ctx: Context) -> str:
    """Return who gives a figure: the name of a listed source, else the outlet that has it.

    Roles and offices are in the words of the article: they are said only in a like script.
    """
    said = toll.attributed_to or toll.source
    source = ctx.sources.credited(said)
    if source is None and said.isascii() == (language == "en"):
        return said
    source = source or ctx.sources.resolve(toll.source)
    if source is None:
        return toll.source
    names = source.names.get(language, ())
    # English credits agencies by their letters, Arabic by their full name.
    pick = min if language == "en" else max
    return pick(names, key=len, default=source.id)


def _in_tables(name: str, place: Place, language: str, ctx: Context) -> str | None:
    entries = ctx.gazetteer.named("en", fold_latin(name))
    ids = {e.entry_id for e in entries if e.country == place.country and e.name == name}
    if not ids:
        return None
    names = ctx.gazetteer.names.get(language, {})
    found = next((n for n, indexes in names.items() if not ids.isdisjoint(indexes)), None)
    return found and " ".join(map(_unfolded, found.split()))


def _unfolded(word: str) -> str:
    """Give back the ending that folding took: in names of places a last ha is a ta marbuta."""
    is_bare = word.endswith("ه") and len(word) > 2 and not word.endswith("الله")
    return word[:-1] + "ة" if is_bare else word
