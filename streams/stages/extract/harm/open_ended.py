"""Lists that an Arabic plural without a number leaves open: `شرطي ومدنيين`."""

from collections.abc import Sequence

from streams.stages.extract.harm.reader import CountGroup, Reader

_NEXT = 2


def open_ended(reader: Reader, bound: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the list, none where an Arabic plural without a number goes on with one person.

    `شرطي ومدنيين` may be two civilians or more; a verb in the dual tells of two.
    """
    last = bound[-1] if bound else None
    if last is None or last.low != 1 or not reader.lexicon.clitics.article:
        return list(bound)
    at = next((a for a in range(last.end, last.end + _NEXT) if _is_bare_plural(reader, a)), None)
    if at is None:
        return list(bound)
    noun = reader.hits.at(at, "people")
    if noun is None or reader.hits.at(noun.end, "dual", "dual_be") is None:
        return []
    return [*bound, CountGroup(noun.start, noun.end, 2, 2, noun.value, "victim")]


def _is_bare_plural(reader: Reader, at: int) -> bool:
    """Whether `and` and a plural in `-ين` without a number stand at the token."""
    noun = reader.hits.at(at, "people")
    joined = noun is not None and noun.prefix == reader.lexicon.conjunction
    return joined and noun is not None and reader.passage.words[noun.end - 1].endswith("ين")
