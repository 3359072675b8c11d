"""All a stage may know of the outside: values only, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streams.domain.geography import Gazetteer
    from streams.domain.groups import Groups
    from streams.domain.lexicon import Lexicon
    from streams.domain.sources import SourceRegister
    from streams.domain.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class Context:
    """Lexicons by ISO 639-1 code, the shared tables, the thresholds and what to call all this.

    A lexicon is compiled when it is first asked for.
    `second_opinion`: whether the words of an article have a say in whether it reports an attack.
    """

    lexicons: Mapping[str, Lexicon]
    gazetteer: Gazetteer
    groups: Groups
    sources: SourceRegister
    thresholds: Thresholds
    reader_version: str
    second_opinion: bool = True
