"""Read articles from `.jsonl` files, `-` (standard input), `.txt` and `.html` files and folders.

A file whose name ends with `.gz` besides is read as what it holds.
"""

import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from gzip import BadGzipFile, GzipFile
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from streams.adapters.article_line import (
    ARTICLE_BYTES,
    Gaps,
    article_from_text,
    article_of,
    name_in,
)
from streams.domain.errors import BadRecord, DeadReason
from streams.domain.records import Article

STDIN = "-"
LINES = (".jsonl", ".ndjson", ".json", "")
TEXTS = (".txt", ".text", ".html", ".htm")
LINE_BYTES = 8 * ARTICLE_BYTES
"""Six bytes a character when everything is escaped; longer lines are not kept in memory."""
UNLISTED = "unknown"
"""Source of a text file for which none is given: a text has no field that could name one."""
PACKED = ".gz"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Found:
    """An article and where it was found: `file:line`, or the file alone.

    `sha256` is that of the bytes it was found in, in hex.
    """

    place: str
    article: Article
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Unusable:
    """Input that gives no article. `reason` None: the file itself cannot be read."""

    place: str
    reason: DeadReason | None
    detail: str
    line: bytes = b""
    article_id: str | None = None

    @property
    def is_broken(self) -> bool:
        """Whether it is not even JSON in UTF-8, as opposed to an article that is refused."""
        return self.reason in (None, "bad_json")

    def __str__(self) -> str:
        reason = "" if self.is_broken else f"{self.reason}: "
        return f"{self.place}: {reason}{self.detail}"


def articles(paths: Sequence[str], gaps: Gaps) -> Iterator[Found | Unusable]:
    """Yield what `paths` hold, in the order given; folders by name, with what is below them."""
    for path in paths:
        if path == STDIN:
            yield from _lines(STDIN, sys.stdin.buffer, gaps)
        else:
            yield from _below(Path(path), gaps)


def _below(path: Path, gaps: Gaps) -> Iterator[Found | Unusable]:
    if not path.is_dir():
        yield from _file(path, gaps)
        return
    suffixes = (*TEXTS, *LINES[:-1])
    inside = sorted(p for p in path.rglob("*") if _suffix(p) in suffixes and p.is_file())
    if not inside:
        yield Unusable(str(path), None, f"no file that ends with {' '.join(suffixes)}")
    for file in inside:
        yield from _file(file, gaps)


def _suffix(path: Path) -> str:
    return (path.with_suffix("") if _is_packed(path) else path).suffix.lower()


def _is_packed(path: Path) -> bool:
    return path.suffix.lower() == PACKED


def _file(path: Path, gaps: Gaps) -> Iterator[Found | Unusable]:
    suffix = _suffix(path)
    if suffix not in (*TEXTS, *LINES) and path.is_file():
        yield Unusable(str(path), None, f"must end with {' '.join((*LINES[:-1], *TEXTS))}")
        return
    try:
        with path.open("rb") as file:
            stream = GzipFile(fileobj=file) if _is_packed(path) else file
            if suffix in TEXTS:
                yield _one(str(path), stream.read(LINE_BYTES + 1), gaps)
            else:
                yield from _lines(str(path), stream, gaps)
    except (OSError, EOFError, zlib.error) as error:
        yield Unusable(str(path), None, getattr(error, "strerror", None) or _broken(error))


def _broken(error: Exception) -> str:
    packed = isinstance(error, BadGzipFile | EOFError | zlib.error)
    return f"broken gzip: {error}" if packed else type(error).__name__


def _one(place: str, content: bytes, gaps: Gaps) -> Found | Unusable:
    if len(content) > LINE_BYTES:
        return _too_long(place, content)
    try:
        text = content.removeprefix(BYTE_ORDER_MARK).decode("utf-8")
        article = article_from_text(text, replace(gaps, source=gaps.source or UNLISTED))
        return Found(place, article, sha256(content).hexdigest())
    except UnicodeDecodeError as error:
        return Unusable(place, "bad_json", f"not UTF-8 at byte {error.start}", content)
    except BadRecord as error:
        return Unusable(place, error.reason, error.detail, content[:ARTICLE_BYTES])


def _lines(name: str, stream: BinaryIO | GzipFile, gaps: Gaps) -> Iterator[Found | Unusable]:
    for number, line in enumerate(_bounded(stream), 1):
        place, words = f"{name}:{number}", line.strip()
        if number == 1:
            words = words.removeprefix(BYTE_ORDER_MARK).strip()
        if len(line) > LINE_BYTES:
            yield _too_long(place, line)
        elif words:
            yield _parsed(place, words, gaps)


def _too_long(place: str, content: bytes) -> Unusable:
    return Unusable(place, "too_large", f"at most {LINE_BYTES} bytes", content[:ARTICLE_BYTES])


def _parsed(place: str, line: bytes, gaps: Gaps) -> Found | Unusable:
    try:
        return Found(place, article_of(line, gaps), sha256(line).hexdigest())
    except BadRecord as error:
        kept = line[:ARTICLE_BYTES]
        return Unusable(place, error.reason, error.detail, kept, name_in(line))


def _bounded(stream: BinaryIO | GzipFile) -> Iterable[bytes]:
    """Yield lines; of one longer than LINE_BYTES its beginning, one byte too long."""
    while line := stream.readline(LINE_BYTES + 1):
        rest = line
        while len(rest) > LINE_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(LINE_BYTES + 1)
        yield line
