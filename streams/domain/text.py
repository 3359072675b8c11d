"""Clean a text once, as it enters: HTML, entities, wrong encodings, controls.

Plain clean text comes back as it is, so that offsets into it hold.
"""

import re

from streams.domain.html import has_entity, is_html, paragraphs_of, without_entities
from streams.domain.mojibake import is_sign, repaired

_PASSES = 3
"""Feeds escape HTML once or twice; deeper nesting is left as text."""

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# ZWNJ and ZWJ (200c, 200d) are spelling in Persian and Kurdish and stay; bidi marks are not.
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


def clean(text: str) -> str:
    """Return `text` as people would read it: paragraphs of words without mark-up or controls."""
    text = repaired(text)
    if "<" not in text and "&" not in text and _is_printable(text):
        return text
    for _ in range(_PASSES):
        before = text
        text = _unwrapped(text)
        if text == before:
            break
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))


def may_stay(character: str) -> bool:
    """Whether a text of such characters alone is clean: none begins a mark-up or a repair."""
    return character not in "<&" and not is_sign(character) and _is_printable(character)


def _is_printable(text: str) -> bool:
    """Whether a text has nothing but what people see, and white space that stays."""
    return text.replace("\n", "").replace("\xa0", "").replace("\t", "").isprintable()


def _unwrapped(text: str) -> str:
    """Return `text` without one layer of mark-up."""
    if is_html(text):
        return paragraphs_of(text)
    return without_entities(text) if has_entity(text) else text
