"""Load the register of outlets and wires from `shared/sources.toml`, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import msgspec

from streams.domain.sources import Source, SourceRegister, register
from streams.lang.shared_data import shared_table


@dataclass(frozen=True, slots=True)
class _File:
    provenance: str
    source: Mapping[str, Mapping[str, object]]


@cache
def source_register() -> SourceRegister:
    """Return the register. Raises ValueError or msgspec.ValidationError when the data are wrong."""
    listed = shared_table("sources.toml", _File).source
    return register(
        msgspec.convert({**row, "id": identity}, Source) for identity, row in listed.items()
    )
