"""Load who attacks, once: `shared/groups.toml`, and names in `<iso>/groups.tsv`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import msgspec

from streams.domain.groups import Group, Groups, group_table
from streams.domain.names import Names
from streams.lang.shared_data import shared_table
from streams.lang.tables import later_languages, listed, own_rows


@dataclass(frozen=True, slots=True)
class _File:
    provenance: str
    unidentified: Names
    state_words: Names
    group: Mapping[str, Mapping[str, object]]


@cache
def groups() -> Groups:
    """Return the table. Raises ValueError, KeyError or msgspec.ValidationError for wrong data."""
    file = shared_table("groups.toml", _File)
    by_id = {name: msgspec.convert({**row, "id": name}, Group) for name, row in file.group.items()}
    words = {"unidentified": dict(file.unidentified), "state_words": dict(file.state_words)}
    for language in later_languages():
        for row in own_rows("groups.tsv", language):
            said = {language: listed(row["names"])}
            if row["id"]:
                by_id[row["id"]] = _named(by_id[row["id"]], row["kind"], said)
            else:
                words[row["kind"]].update(said)
    return group_table(by_id.values(), words["unidentified"], words["state_words"])


def _named(group: Group, kind: str, said: Names) -> Group:
    """Return a group with names of one kind in one more language. Raises ValueError for others."""
    match kind:
        case "aliases":
            return replace(group, aliases={**group.aliases, **said})
        case "weak_aliases":
            return replace(group, weak_aliases={**group.weak_aliases, **said})
        case "self_names":
            return replace(group, self_names={**group.self_names, **said})
        case "media":
            return replace(group, media={**group.media, **said})
    raise ValueError(f"groups.tsv: no kind {kind} of names")
