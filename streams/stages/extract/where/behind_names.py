"""What stands behind a place where a language says it there: `Kerkük'te`, `Lice yakınlarında`."""

from typing import NamedTuple

from streams.stages.extract.words.scan import Hits
from streams.stages.extract.words.text import Passage, Sentence

_APOSTROPHES = ("'", "’", "‘", "`", "´")


class Behind(NamedTuple):
    """What the words behind a name say: that it is the site, near the site, or no site at all.

    `holds`: the next name lies in it, `Diyarbakır'ın Lice ilçesi`.
    """

    locative: bool = False
    near: bool = False
    elsewhere: bool = False
    holds: bool = False


def told_behind(passage: Passage, hits: Hits, sentence: Sentence, end: int) -> Behind:
    """Return what stands behind a name that ends before token `end`, or behind its case ending.

    Only languages whose data name such words can tell.
    """
    if end >= sentence.end:
        return Behind()
    parted = passage.gap(end - 1) in _APOSTROPHES
    apart = passage.gap(end - 1) == " "
    if not (parted or apart):
        return Behind()
    case = hits.at(end, "name_case") if parted else None
    led = hits.at(end, "direction_after")
    if led is not None:
        return Behind(
            False, led.value == "direction", led.value == "bound", led.value == "container"
        )
    at = case.end if case is not None else end
    post = hits.at(at, "locative_after") if at < sentence.end else None
    if post is not None:
        return Behind(True, post.value == "near")
    if case is None:
        return Behind()
    return Behind(locative=case.value == "in", holds=case.value == "of")
