"""What the languages with tables of their own call the places of the gazetteer."""

import gzip
from collections.abc import Iterable, Mapping, Sequence

from streams.domain.folding import ARABIC_SCRIPT, OWN_SPELLING, fold, fold_all, fold_latin
from streams.lang.countries import load_countries
from streams.lang.tables import FIRST, later_languages, listed, own_rows, shared_file

BUILT = "place_names.tsv.gz"
"""Names of GeoNames places by language, built by deploy/data/build_gazetteer.py."""
OWN = "places.tsv"

NamesById = list[tuple[int, tuple[str, ...]]]


def add_later_languages(
    names: dict[str, dict[str, tuple[int, ...]]], rows: Sequence[str], late: set[tuple[str, str]]
) -> Mapping[str, Mapping[int, str]]:
    """Give each further language the names of its script, those of GeoNames and its own table.

    `rows` are those of the gazetteer; the pairs of language and name that are new go to `late`.
    Returns by language what each place is usually called.
    Raises LookupError for a row of a `places.tsv` that names no place of the gazetteer.
    """
    built = _built(rows)
    usual: dict[str, Mapping[int, str]] = {}
    country_ids = {
        row.split("\t", 3)[2]: at for at, row in enumerate(rows) if row.endswith("\tcountry")
    }
    for language in later_languages():
        base = base_of(language)
        known = names[language] = dict(names[base]) if base else {}
        late.update(
            (language, name) for code, name in tuple(late) if code == base and name in known
        )
        given = [*built.get(language, ())]
        countries = load_countries().by_code.items()
        given += [(country_ids[code], c.names.get(language, ())) for code, c in countries]
        own = own_rows(OWN, language)
        given += [(_place(names["en"], rows, row), listed(row["names"])) for row in own]
        late.update((language, name) for name in _add(known, given, language))
        usual[language] = {entry_id: said[0] for entry_id, said in given if said}
    return usual


def small_names(language: str) -> frozenset[str]:
    """Return the folded names of a language's own table that are written with a small letter."""
    names = (name for row in own_rows(OWN, language) for name in listed(row["names"]))
    return frozenset(fold(name, language) for name in names if name[0].islower())


def base_of(language: str) -> str | None:
    """Return the language whose names of places a further one takes over, None for its own alone.

    Not those of Arabic and English, which have none before them.
    """
    if language in FIRST or language in OWN_SPELLING:
        return None
    return "ar" if language in ARABIC_SCRIPT else "en"


def _add(own: dict[str, tuple[int, ...]], given: NamesById, language: str) -> Iterable[str]:
    """Add names of places; yield the folded ones that now lead to more of them."""
    ids = [entry_id for entry_id, said in given for _ in said]
    names = fold_all((one for _, said in given for one in said), language)
    for entry_id, name in zip(ids, names, strict=True):
        others = own.get(name, ())
        if entry_id not in others:
            own[name] = (*others, entry_id)
            yield name


def _built(rows: Sequence[str]) -> Mapping[str, NamesById]:
    """Return by language the places and their names of the built table."""
    _, header, *lines = gzip.decompress(shared_file(BUILT).read_bytes()).decode().splitlines()
    by_id = {row.partition("\t")[0]: entry_id for entry_id, row in enumerate(rows)}
    found: dict[str, NamesById] = {language: [] for language in header.split("\t")[1:]}
    for line in lines:
        geonames_id, *cells = line.split("\t")
        for listing, cell in zip(found.values(), cells, strict=True):
            if cell:
                listing.append((by_id[geonames_id], listed(cell)))
    return found


def _place(
    english: Mapping[str, tuple[int, ...]], rows: Sequence[str], row: Mapping[str, str]
) -> int:
    """Return the place that a language's row means, by its English name, country and kind."""
    for entry_id in english.get(fold_latin(row["name"]), ()):
        cells = rows[entry_id].split("\t")
        if cells[2] == row["country"] and row["kind"] in ("", cells[-1]):
            return entry_id
    kind = row["kind"] or "place"
    raise LookupError(f"{OWN}: no {kind} {row['name']} in {row['country']}")
