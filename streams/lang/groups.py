"""Load the table of armed groups and state forces from `shared/groups.toml`, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import msgspec

from streams.domain.groups import Group, Groups, group_table
from streams.domain.names import Names
from streams.lang.shared_data import shared_table


@dataclass(frozen=True, slots=True)
class _File:
    provenance: str
    unidentified: Names
    state_words: Names
    group: Mapping[str, Mapping[str, object]]


@cache
def groups() -> Groups:
    """Return the table. Raises ValueError or msgspec.ValidationError when the data are wrong."""
    file = shared_table("groups.toml", _File)
    listed = (msgspec.convert({**row, "id": name}, Group) for name, row in file.group.items())
    return group_table(listed, file.unidentified, file.state_words)
