"""HTML to paragraphs of plain text, in one pass and linear time.

One reader of our own, whatever is installed: the cleaned text names the version of an article, so
it must come out the same everywhere.
"""

import html
import re
from collections.abc import Iterator


def _named(tags: str) -> frozenset[str]:
    return frozenset(tags.split())


_BLOCKS = _named(
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table "
    "tbody td tfoot th thead tr ul"
)
_DROPPED = _named("button head iframe noscript object script select style svg template textarea")
_INLINE = _named(
    "a abbr acronym amp-img audio b bdi bdo big br cite code del details dfn em embed font i img "
    "input ins kbd label link mark meta param picture q s samp small source span strike strong "
    "sub sup time title tt u var video wbr"
)
_KNOWN = _BLOCKS | _DROPPED | _INLINE

_TAG = re.compile(r"<(?:(/?)([a-zA-Z][a-zA-Z0-9]*(?:-[a-z]+)?)(?=[\s/>])|!--|!(?=[a-zA-Z]))")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_SPACES = re.compile(r"\s+")
_QUOTED_ENDS = 5
"""How many `>` inside quoted attributes of one tag are passed over."""


def is_html(text: str) -> bool:
    """Whether `text` holds a tag of HTML or a comment; `<<quoted>>` words and `a < b` are none."""
    if "<" not in text:
        return False
    return any(m[2] is None or m[2].lower() in _KNOWN for m in _TAG.finditer(text))


def has_entity(text: str) -> bool:
    """Whether `text` holds a character reference such as `&quot;`."""
    return "&" in text and _ENTITY.search(text) is not None


def without_entities(text: str) -> str:
    """Return `text` with its character references read once."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def paragraphs_of(text: str) -> str:
    """Return the words of HTML: blocks become paragraphs, `<br>` a line's end, scripts nothing."""
    lines = (_SPACES.sub(" ", line).strip(" ") for line in "".join(_pieces(text)).split("\x01"))
    return _joined(lines)


def _joined(lines: Iterator[str]) -> str:
    """Join lines; an empty line, however often repeated, parts paragraphs."""
    found: list[str] = []
    for line in lines:
        if line or (found and found[-1]):
            found.append(line)
    while found and not found[-1]:
        found.pop()
    return "\n".join(found)


def _pieces(text: str) -> Iterator[str]:
    """Yield words, and \\x01 for each line's end."""
    text = text.replace("\x01", "")
    at = 0
    while match := _TAG.search(text, at):
        name = (match[2] or "").lower()
        if match[2] and name not in _KNOWN:
            yield without_entities(text[at : match.end()])
            at = match.end()
            continue
        yield without_entities(text[at : match.start()])
        at = _after(text, match, name)
        yield _break(name)
    yield without_entities(text[at:])


def _break(name: str) -> str:
    if name == "br":
        return "\x01"
    return "\x01\x01" if name in _BLOCKS else ""


def _after(text: str, match: re.Match[str], name: str) -> int:
    """Return where reading goes on after a tag; what is never closed ends the text."""
    if match[0] == "<!--":
        return _past(text, "-->", match.end())
    end = _tag_end(text, match.end())
    if name in _DROPPED and not match[1] and text[end - 2 : end] != "/>":
        closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, end)
        return closing.end() if closing else len(text)
    return end


def _tag_end(text: str, start: int) -> int:
    """Return the index after the `>` that closes a tag, passing over those within quotes."""
    end = _past(text, ">", start)
    for _ in range(_QUOTED_ENDS):
        if text.count('"', start, end) % 2 == 0:
            break
        end = _past(text, ">", end)
    return end


def _past(text: str, mark: str, start: int) -> int:
    found = text.find(mark, start)
    return len(text) if found < 0 else found + len(mark)
