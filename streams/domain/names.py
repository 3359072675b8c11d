"""Names as tables: a language to its names, and folded names to the ids that bear them."""

from collections.abc import Iterable, Mapping

from streams.domain.folding import fold

Names = Mapping[str, tuple[str, ...]]
"""Language code to names as newspapers write them, sorted."""


def bearers(tables: Iterable[tuple[str, Names]]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return language to folded name to the ids that bear it, ids in the order given."""
    index: dict[str, dict[str, tuple[str, ...]]] = {}
    for identity, names in tables:
        for language, forms in names.items():
            table = index.setdefault(language, {})
            for form in dict.fromkeys(fold(form, language) for form in forms):
                table[form] = (*table.get(form, ()), identity)
    return index


def owners(tables: Iterable[tuple[str, Names]]) -> dict[str, dict[str, str]]:
    """Return language to folded name to its one id. Raises ValueError when two ids share a name."""
    index: dict[str, dict[str, str]] = {}
    for language, table in bearers(tables).items():
        index[language] = {}
        for form, identities in table.items():
            if len(identities) > 1:
                raise ValueError(f"{form!r} ({language}) names {', '.join(identities)}")
            index[language][form] = identities[0]
    return index
