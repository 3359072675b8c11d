"""Places that the tables of towns lack: heard in another spelling, or villages near a town."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from streams.domain.geography import Gazetteer, GazetteerEntry, distance_km
from streams.domain.sounds import SHORTEST, sound_of_arabic, sound_of_latin, sounds_of_cyrillic
from streams.stages.extract.where.places import PlaceMention
from streams.stages.extract.where.spots import FIRST_WORDS

HEARD = ("city", "district", "province")
_MUCH_LARGER = 5
_TAILS = ("village", "town", "city", "township", "villages", "towns", "hamlet")
_AROUND_KM = 60.0
_NEAR_KM = 40.0
_ONE_KM = 10.0
SURE_HOME = 2


def home_of(mention: PlaceMention, context: Counter[str]) -> str | None:
    """Return the country that an adjective beside the name says, else the story's own."""
    return mention.nation or next((c for c, n in context.most_common(1) if n >= SURE_HOME), None)


def heard(
    mention: PlaceMention,
    context: Counter[str],
    gazetteer: Gazetteer,
    around: Sequence[GazetteerEntry] = (),
) -> tuple[PlaceMention, GazetteerEntry | None]:
    """Return the place of the story's country that sounds like an unknown name, if one does.

    Names in Latin letters are not asked: they are written as in the tables.

    The name's next word may belong to it. Only one place may sound so, or one far larger; of
    several those in a province that the sentence names `around` it.
    """
    home = home_of(mention, context)
    if home is None:
        return mention, None
    words = mention.passage.words
    for end in _ends(mention):
        if end > mention.sentence.end:
            continue
        heard_as = [s for s in _sounds_of(words[mention.start : end]) if len(s) >= SHORTEST]
        sounding = (_inside(gazetteer.sounding(home, sound), around) for sound in heard_as)
        known = (_only(mention, entries) for entries in sounding)
        entry = next((place for place in known if place is not None), None)
        if entry is not None:
            name = mention.passage.slice(mention.start, end)
            return replace(mention, end=end, name=name), entry
    return mention, None


def _inside(
    entries: Sequence[GazetteerEntry], around: Sequence[GazetteerEntry]
) -> Sequence[GazetteerEntry]:
    """Return the entries in the provinces among the places around, all where none is."""
    provinces = {(e.country, e.admin1) for e in around if e.kind == "province"}
    return [e for e in entries if (e.country, e.admin1) in provinces] or entries


def _sounds_of(words: Sequence[str]) -> tuple[str, ...]:
    """Return how an Arabic name sounds, or how a Russian one may; of few consonants none."""
    russian = [s for s in sounds_of_cyrillic(" ".join(words)) if len(s) > SHORTEST]
    return (sound_of_arabic("".join(w.removeprefix("ال") for w in words)), *russian)


def _ends(mention: PlaceMention) -> tuple[int, ...]:
    """Return where a name may end: its next word may belong to it, if any word may be a name."""
    return (mention.end,) if mention.own_name else (mention.end + 1, mention.end)


def spelled_otherwise(
    mention: PlaceMention, mentions: Sequence[PlaceMention], gazetteer: Gazetteer
) -> PlaceMention:
    """Return an English name as the place that sounds like it in its province or near its town.

    Every paper writes the villages of Arab countries its own way: `Teir Maalah`. Several that
    sound so there are none.
    """
    is_name = mention.entry is None and mention.head == "city" and mention.name.isascii()
    sound = sound_of_latin(bare_of(mention)) if is_name else ""
    if len(sound) < SHORTEST:
        return mention
    around = [m.entry for m in mentions if m.entry is not None and m.entry.kind in HEARD]
    beside = [m.entry for m in mentions if m.entry in around and m.sentence == mention.sentence]
    for homes in (beside, around):
        found = [e for home in homes for e in _sounding(sound, home, gazetteer)]
        if found:
            first = found[0]
            one = all(distance_km(first.lat, first.lon, e.lat, e.lon) <= _ONE_KM for e in found)
            return replace(mention, entry=first) if one else mention
    return mention


def _sounding(sound: str, home: GazetteerEntry, gazetteer: Gazetteer) -> list[GazetteerEntry]:
    """Return the towns and villages that sound so in a province or near a town."""
    villages = gazetteer.villages_by_sound(home.country)
    towns = gazetteer.sounding(home.country, sound) if villages else ()
    named = [*(e for e in towns if e.kind == "city"), *villages.get(sound, ())]
    return [e for e in named if agrees(e, home)]


def agrees(place: GazetteerEntry, home: GazetteerEntry) -> bool:
    """Whether a place lies in a province, or near a town."""
    if home.kind == "province":
        return place.admin1 == home.admin1
    same = place.admin1 in (None, home.admin1)
    far = distance_km(place.lat, place.lon, home.lat, home.lon)
    return far <= (_NEAR_KM if same else _ONE_KM)


def bare_of(mention: PlaceMention) -> str:
    """Return the words of a name without the word for a town behind it: `Kafr Hamra city`."""
    words = mention.name.split()
    return " ".join(words[:-1] if words[-1].casefold() in _TAILS and len(words) > 1 else words)


def _only(mention: PlaceMention, entries: Sequence[GazetteerEntry]) -> GazetteerEntry | None:
    """Return the entry that the word before the name asks for, None if several may be meant."""
    wanted = [e for e in entries if (e.kind == "province") == (mention.head == "province")]
    others = [e for e in wanted if e.name != wanted[0].name]
    if others and wanted[0].population < _MUCH_LARGER * max(1, others[0].population):
        return None
    return max(wanted, key=lambda e: e.kind == "city", default=None)


def village(
    mention: PlaceMention,
    mentions: Sequence[PlaceMention],
    context: Counter[str],
    gazetteer: Gazetteer,
) -> PlaceMention:
    """Return a village of the story's country that no table of towns has, near a town it names.

    The nearest to a place of its sentence, else of the article; far from all, the only one.
    """
    if mention.entry is not None or mention.head != "city":
        return mention
    home = home_of(mention, context)
    for end in _ends(mention):
        known = _villages_at(mention, end, home, gazetteer)
        if not known or end > mention.sentence.end:
            continue
        known_towns = [m for m in mentions if m.entry is not None and m.entry.kind in HEARD]
        near = [m.entry for m in known_towns if m.sentence == mention.sentence]
        provinces = {t.admin1 for t in near if t is not None and t.kind == "province"}
        known = tuple(v for v in known if v.admin1 in provinces) or known
        for towns in (near, [m.entry for m in known_towns]):
            entry = _nearest(known, [t for t in towns if t is not None])
            if entry is not None:
                name = mention.passage.slice(mention.start, end)
                return replace(mention, end=end, name=name, entry=entry)
        if len(known) == 1:
            return replace(mention, entry=known[0])
    return mention


def _villages_at(
    mention: PlaceMention, end: int, country: str | None, gazetteer: Gazetteer
) -> tuple[GazetteerEntry, ...]:
    """Return the villages whose name the words from the mention's start to `end` are."""
    forms = forms_of(" ".join(mention.passage.words[mention.start : end]))
    found = (gazetteer.villages(country or "", form) for form in forms)
    return next((entries for entries in found if entries), ())


def forms_of(name: str) -> tuple[str, ...]:
    """Return how tables may write a folded Arabic name: `كفرحمرة` is `كفر حمرة` there."""
    plain = name.removeprefix("ال")
    first = next((f for f in FIRST_WORDS if plain.startswith(f) and len(plain) > len(f) + 2), "")
    rest = plain.removeprefix(first).strip()
    apart = (f"{first} {rest}", f"{first}{rest}", f"{first} ال{rest}") if first else ()
    return tuple(dict.fromkeys((name, plain, f"ال{plain}", *apart)))


def _nearest(
    villages: Sequence[GazetteerEntry], towns: Sequence[GazetteerEntry]
) -> GazetteerEntry | None:
    """Return the village nearest to one of the towns, with its province, None if all are far."""
    fine = [t for t in towns if t.kind != "province"] or towns
    pairs = [(distance_km(v.lat, v.lon, t.lat, t.lon), v, t) for v in villages for t in fine]
    if not pairs:
        return None
    far, village, town = min(pairs, key=lambda pair: pair[0])
    return replace(village, admin1=town.admin1) if far <= _AROUND_KM else None
