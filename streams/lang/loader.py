"""Load what the stages know: lexicons of every language folder, and the shared tables, once."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from streams import __version__
from streams.domain.context import Context
from streams.domain.folding import fold
from streams.domain.geography import Gazetteer
from streams.domain.lexicon import Clitics, Grammar, Lexicon, NameTable
from streams.domain.thresholds import Thresholds
from streams.lang.countries import load_countries
from streams.lang.gazetteer import load_gazetteer
from streams.lang.groups import groups
from streams.lang.phrases import WORD_TABLES, phrases, strings, words
from streams.lang.place_names import base_of, small_names
from streams.lang.sources import source_register
from streams.lang.tables import language_folders

_READER_FILES = ("lexicon.toml", "attacks.toml", "people.toml", "context.toml")
_NO_NAMES = NameTable({}, {}, frozenset())


def load_context(thresholds: Thresholds | None = None, *, second_opinion: bool = True) -> Context:
    """Return everything a stage may know, with the default thresholds unless others are given."""
    return Context(
        lexicons=load_lexicons(),
        gazetteer=gazetteer(),
        groups=groups(),
        sources=source_register(),
        thresholds=thresholds or Thresholds(),
        reader_version=reader_version() if second_opinion else f"{reader_version()}.signs",
        second_opinion=second_opinion,
    )


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read once."""
    return load_gazetteer()


@cache
def load_lexicons() -> Mapping[str, Lexicon]:
    """Return the lexicons by ISO 639-1 code; each is compiled when it is first asked for."""
    return _Lexicons()


class _Lexicons(Mapping[str, Lexicon]):
    """The lexicons of all language folders."""

    def __init__(self) -> None:
        self._folders = {folder.name: folder for folder in language_folders()}
        self._known: dict[str, Lexicon] = {}

    def __getitem__(self, code: str) -> Lexicon:
        if code not in self._known:
            self._known[code] = load_lexicon(self._folders[code])
        return self._known[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders)

    def __len__(self) -> int:
        return len(self._folders)


@cache
def languages_read() -> frozenset[str]:
    """Return the ISO 639-1 codes of the languages that have a lexicon."""
    return frozenset(load_lexicons())


def load_lexicon(folder: Traversable) -> Lexicon:
    """Compile the `*.toml` of one language folder, named by its code."""
    code = folder.name
    tables = _tables(folder)
    own = groups().self_names.get(code, {})
    numbers = {name: words(tables.get(name, {}), code) for name in WORD_TABLES}
    kept = {fold(word, code): word for word in strings(tables.get("spelling", {}), "kept")}
    return Lexicon(
        language=code,
        phrases=phrases(tables, code, frozenset(kept.values()), _told_apart(tables)),
        conjunction=fold(str(tables["language"]["conjunction"]), code),
        grammar=msgspec.convert(tables["grammar"], Grammar),
        clitics=_clitics(tables.get("clitics", {}), _endings(tables.get("endings", {}), code)),
        places=_places(code),
        nationalities=_names(load_countries().nationalities.get(code, {})),
        groups=_names({**own, **groups().aliases.get(code, {})}),
        own_names=_names(own),
        outlets=_names(source_register().names.get(code, {})),
        weak_places=_listed(folder, "weak_places.tsv"),
        strong_places=_listed(folder, "strong_places.tsv"),
        small_places=small_names(code),
        weak_groups=_names(groups().weak_aliases.get(code, {})),
        kept=kept,
        homes=frozenset(strings(tables["language"], "homes")),
        told_apart=_told_apart(tables),
        **numbers,
    )


def _told_apart(tables: Mapping[str, Mapping[str, object]]) -> frozenset[str]:
    return frozenset(strings(tables.get("told_apart", {}), "words"))


def _listed(folder: Traversable, name: str) -> frozenset[str]:
    path = folder / name
    rows = path.read_text("utf-8").splitlines()[1:] if path.is_file() else []
    return frozenset(fold(row.partition("\t")[0], folder.name) for row in rows)


@cache
def _places(code: str) -> NameTable:
    """Return the names of places; what begins those of a base language is found out once."""
    names, base = gazetteer().names.get(code, {}), base_of(code)
    return _names(names, _places(base) if base else _NO_NAMES)


def _names(table: Mapping[str, object], base: NameTable = _NO_NAMES) -> NameTable:
    """Return a table with what begins its names, which hold all names of `base`."""
    firsts, seconds = dict(base.firsts), set(base.seconds)
    for name in table.keys() - base.names.keys() if base.names else table:
        first, _, rest = name.partition(" ")
        count = name.count(" ") + 1
        if firsts.get(first, 0) < count:
            firsts[first] = count
        if rest:
            seconds.add(rest.partition(" ")[0])
    return NameTable(table, firsts, seconds)


def _endings(table: Mapping[str, object], code: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    folded = {
        fold(ending, code): tuple(fold(instead, code) for instead in strings(table, ending))
        for ending in table
    }
    return tuple(sorted(folded.items(), key=lambda row: (-len(row[0]), row[0])))


def _clitics(
    table: Mapping[str, object], endings: tuple[tuple[str, tuple[str, ...]], ...]
) -> Clitics:
    prefixes = table.get("prefixes", {})
    return Clitics(
        prefixes=tuple((p, str(i)) for p, i in prefixes.items())
        if isinstance(prefixes, dict)
        else (),
        article=str(table.get("article", "")),
        nominal=strings(table, "nominal"),
        verbal=strings(table, "verbal"),
        endings=endings,
    )


@cache
def reader_version() -> str:
    """Return the package version and a digest of all language data."""
    hashed = blake2b(digest_size=4)
    for path in sorted(_data_files(files("streams.lang")), key=lambda p: (p.name, str(p))):
        hashed.update(path.read_bytes())
    return f"{__version__}+{hashed.hexdigest()}"


def _data_files(folder: Traversable) -> list[Traversable]:
    found = []
    for path in folder.iterdir():
        if path.is_dir():
            found += _data_files(path)
        elif path.name.endswith((".toml", ".tsv", ".gz", ".txt")):
            found.append(path)
    return found


def _tables(folder: Traversable) -> dict[str, dict[str, object]]:
    """Merge the tables of the folder's files; the same key in two files is one longer list."""
    merged: dict[str, dict[str, object]] = defaultdict(dict)
    for name in _READER_FILES:
        path = folder / name
        for table, rows in tomllib.loads(path.read_text("utf-8")).items():
            for key, value in rows.items() if isinstance(rows, dict) else ():
                known = merged[table].get(key)
                merged[table][key] = [*known, *value] if isinstance(known, list) else value
    return merged
