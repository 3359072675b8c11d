"""What to call places, countries, groups and sources in the language of a headline."""

from streams.domain.context import Context
from streams.domain.folding import fold_latin, is_written_in
from streams.domain.geography import GazetteerEntry
from streams.domain.records import FusedToll, Place
from streams.lang.countries import load_countries
from streams.lang.headlines import HeadlineWords
from streams.lang.tables import FIRST


def place_name(place: Place, words: HeadlineWords, ctx: Context) -> str:
    """Return the place as said in a language; where the tables have no name, as reported."""
    is_province = place.precision == "province"
    name = place.admin1 if is_province else place.city or place.canonical
    name = name or place.admin1 or place.name
    if words.language != "en":
        name = _in_tables(name, place, words.language, ctx) or name
    return words.phrases["province"].format(place=name) if is_province else name


def country_name(code: str, language: str) -> str | None:
    """Return the usual name of a country, None when the table has none."""
    country = load_countries().by_code.get(code)
    if country is None:
        return None
    return next(iter(country.names.get(language, ())), None)


def group_name(name: str, group_id: str | None, words: HeadlineWords, ctx: Context) -> str:
    """Return what a group is called plainly in a language, else its canonical name."""
    group = ctx.groups.by_id.get(group_id or "")
    if group is None:
        group = next((g for g in ctx.groups.by_id.values() if g.name == name), None)
    if group is None or words.language == "en":
        return name
    if group.id in words.group_names:
        return words.group_names[group.id]
    plain = [
        alias
        for alias in group.aliases.get(words.language, ())
        if alias.startswith(words.group_prefixes)
        and not any(word in alias for word in words.group_refused)
    ]
    # Every word of the canonical name should be there: "the Islamic State", not "the State".
    return min(plain, key=lambda alias: (_fewer_words(alias, name), len(alias)), default=name)


def speaker_name(toll: FusedToll, words: HeadlineWords, ctx: Context) -> str:
    """Return who gives a figure: a listed source, or an office and the outlet that quotes it.

    Offices are said by the language's own words; names in another script are not said.
    """
    said = toll.attributed_to or toll.source
    if said in words.speakers:
        outlet = _outlet_name(toll.source, words.language, ctx)
        return words.phrases["via"].format(who=words.speakers[said], outlet=outlet)
    if ctx.sources.credited(said) is not None:
        return _outlet_name(said, words.language, ctx)
    if is_written_in(said, words.language):
        return said
    return _outlet_name(toll.source, words.language, ctx)


def authority_name(said: str, words: HeadlineWords, ctx: Context) -> str | None:
    """Return who names an attacker, None when it cannot be said in the language."""
    if said in words.speakers:
        return words.speakers[said]
    if ctx.sources.credited(said) is not None:
        return _outlet_name(said, words.language, ctx)
    return said if is_written_in(said, words.language) else None


def _fewer_words(alias: str, name: str) -> int:
    """Return how many words an alias lacks, its word for the kind of group not counted."""
    return max(0, len(name.split()) - len(alias.split()) + 1)


def _outlet_name(said: str, language: str, ctx: Context) -> str:
    source = ctx.sources.credited(said)
    if source is None:
        return said
    # What has no name in a language is called as in English there: Rudaw, not rudaw.net.
    language = language if source.names.get(language) else "en"
    names = source.names.get(language, ())
    # English calls most sources as their address does (AFP, Al Jazeera), Arabic by a full name.
    same = [name for name in names if "".join(name.split()).casefold() in source.id]
    if language == "en":
        return max(same, key=len, default=min(names, key=len, default=source.id))
    return max(names, key=lambda name: (len(name), name), default=source.id)


def _in_tables(name: str, place: Place, language: str, ctx: Context) -> str | None:
    entries = [
        entry
        for entry in ctx.gazetteer.named("en", fold_latin(name))
        if entry.country == place.country and entry.name == name
    ]
    if not entries:
        return None
    entry_id = min(entries, key=lambda entry: _unlikeness(entry, place)).entry_id
    usual = ctx.gazetteer.usual_names.get(language, {}).get(entry_id)
    if usual is not None or language not in FIRST:
        return usual
    names = ctx.gazetteer.names.get(language, {})
    found = [n for n, indexes in names.items() if entry_id in indexes]
    if place.precision == "province":
        found = [n for n in found if " " not in n] or found
    # The fullest name; of equals the last by the alphabet, so that the table's order cannot matter.
    return _spelt(max(found, key=lambda name: (len(name), name))) if found else None


def _unlikeness(entry: GazetteerEntry, place: Place) -> tuple[bool, bool, int]:
    wanted = "province" if place.precision == "province" else "city"
    return entry.geonames_id != place.geonames_id, entry.kind != wanted, entry.entry_id


def _spelt(folded: str) -> str:
    """Give back the ending that folding took: in names of places a last ha is a ta marbuta."""
    return " ".join(map(_unfolded, folded.split()))


def _unfolded(word: str) -> str:
    is_bare = word.endswith("ه") and len(word) > 2 and not word.endswith("الله")
    return word[:-1] + "ة" if is_bare else word
