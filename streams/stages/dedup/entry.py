"""One version of an article as it was judged, its bytes, and the keys under which it is found."""

import struct
from zlib import crc32

import msgspec

from streams.domain.records import Dedup, Signed
from streams.domain.records.vocabulary import DedupKind

VERSION = b"\x03"
"""Raise it when the bytes or the keys change; entries of another version are not read."""

PASSED = frozenset({"unique", "revision"})
"""Kinds that go on to be read; the others are links."""

NAMES = 3
"""Keys by name come before those of the sketch: the version, the article, the very text."""
NAMED = 2
"""A link is found by version and article alone."""
KEY_BITS = 30
_KEY = (1 << KEY_BITS) - 1
_COUNTS, _SKETCH_KEYS = 3, 16


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False, omit_defaults=True):
    """A judged version. `order` counts the arrivals.

    `origin` is the story's first article, empty for that article itself. Articles that were not
    passed on keep no signature: nothing is compared with them.
    """

    article_id: str
    text_hash: str
    source: str
    wires: tuple[str, ...]
    published_at: int | None
    fetched_at: int
    exact: bytes
    signature: bytes
    length: int
    numbers: tuple[str, ...]
    order: int
    kind: DedupKind
    of: str | None = None
    similarity: float = 0.0
    changed: tuple[str, ...] = ()
    of_source: str = ""
    origin: str = ""

    @property
    def version(self) -> str:
        """The name of the version."""
        return f"{self.text_hash}:{self.article_id}"

    @property
    def is_passed(self) -> bool:
        """Whether the article went on to be read."""
        return self.kind in PASSED

    @property
    def family(self) -> str:
        """The first article of the story."""
        return self.origin or self.article_id

    @property
    def verdict(self) -> Dedup:
        """What was decided."""
        return Dedup(self.kind, self.of, self.similarity, self.changed)

    def keys(self) -> bytes:
        """Return the keys under which the entry is found, of four bytes each."""
        named = _names(self.article_id, self.text_hash, self.exact)
        return named + _sketch_keys(self.signature) if self.is_passed else named[: 4 * NAMED]


def keys_of(signed: Signed) -> bytes:
    """Return the keys of what can have to do with an article, of four bytes each."""
    article, exact = signed.article, bytes.fromhex(signed.exact_hash)
    named = _names(article.article_id, article.text_hash or "", exact)
    return named + _sketch_keys(signed.signature)


def _names(article_id: str, text_hash: str, exact: bytes) -> bytes:
    article = crc32(article_id.encode())
    version = crc32(text_hash.encode(), article)
    text = int.from_bytes(exact[:4], "little")
    return struct.pack("<III", version & _KEY, article & _KEY, text & _KEY)


def _sketch_keys(signature: bytes) -> bytes:
    count = min(_SKETCH_KEYS, signature[0]) if signature else 0
    return signature[_COUNTS : _COUNTS + 4 * count]


def family_number(family: str) -> int:
    """Return a number for a story."""
    return crc32(family.encode())


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Entry)


def packed(entry: Entry) -> bytes:
    """Return the bytes of an entry, their version first."""
    return VERSION + _encoder.encode(entry)


def unpacked(stored: bytes) -> Entry:
    """Return the entry in `stored`. Raises ValueError for another version or shape."""
    if stored[:1] != VERSION:
        raise ValueError(f"table version must be {VERSION[0]}, got {stored[:1].hex() or 'nothing'}")
    return _decoder.decode(memoryview(stored)[1:])
