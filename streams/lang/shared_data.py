"""Read the TOML tables that all languages share into typed values."""

from typing import TypeVar

import msgspec

from streams.lang.tables import shared_file

File = TypeVar("File")


def shared_table(name: str, kind: type[File]) -> File:
    """Return the table as `kind`. Raises msgspec.ValidationError where the data do not fit."""
    return msgspec.toml.decode(shared_file(name).read_bytes(), type=kind)
