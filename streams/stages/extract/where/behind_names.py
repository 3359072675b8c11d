"""What stands behind a place where a language says it there: `Kerkük'te`, `Lice yakınlarında`."""

from typing import NamedTuple

from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.text import Passage, Sentence

_CAPITALS = 2
_STRUCK_REACH = 3
_STRIKES = ("trigger", "trigger_weak", "arms", "weapon")
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
    tail = _tail_behind(passage, hits, sentence, end) if apart else None
    if tail is not None and tail.end < sentence.end and passage.gap(tail.end - 1) in _APOSTROPHES:
        case = hits.at(tail.end, "name_case")
    at = case.end if case is not None else end
    post = hits.at(end, "locative_after")
    if post is None and at < sentence.end:
        post = hits.at(at, "locative_after")
    if post is not None:
        return Behind(True, post.value == "near")
    if case is None:
        return Behind()
    struck = case.value == "to" and _is_struck(hits, sentence, case.end)
    return Behind(locative=case.value == "in" or struck, holds=case.value == "of" and tail is None)


def _is_struck(hits: Hits, sentence: Sentence, at: int) -> bool:
    """Whether a word for an attack or an arm stands close behind `to X`: `Kilis'e yine roket`."""
    return bool(hits.within(at, min(at + _STRUCK_REACH, sentence.end), *_STRIKES))


def _tail_behind(passage: Passage, hits: Hits, sentence: Sentence, end: int) -> Hit | None:
    """Return the word for a site in the name right behind: `İstanbul Çağlayan Adliyesi'nde`."""
    for at in range(end, min(end + _CAPITALS + 1, sentence.end)):
        tail = hits.at(at, "place_tail", "site_tail")
        if tail is not None:
            return tail
        if passage.gap(at) != " " or not passage.raw[passage.starts[at]].isupper():
            return None
    return None
