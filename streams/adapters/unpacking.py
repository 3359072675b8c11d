"""Unpack gzip up to a length: a few bytes may stand for gigabytes."""

import zlib

GZIP = 16 + zlib.MAX_WBITS
STEP = 1024 * 1024
MOST_MEMBERS = 64
"""Each costs a copy of what follows it."""


class TooLong(ValueError):
    """More than is taken."""


class NotGzip(ValueError):
    """Bytes that are no whole gzip."""


def unpacked(packed: bytes, longest: int) -> bytes:
    """Return what `packed`, one gzip member or several, holds. Raises TooLong, NotGzip."""
    found = bytearray()
    for _ in range(MOST_MEMBERS):
        packed = _member(packed, longest, found)
        if not packed:
            return bytes(found)
    raise TooLong(f"more than {MOST_MEMBERS} gzip members")


def _member(packed: bytes, longest: int, found: bytearray) -> bytes:
    """Add one member to `found`; return what follows it."""
    engine = zlib.decompressobj(GZIP)
    try:
        while not engine.eof:
            more = engine.decompress(packed, STEP)
            if not more and not packed:
                raise NotGzip("the gzip is cut off")
            found += more
            if len(found) > longest:
                raise TooLong(f"more than {longest} bytes when unpacked")
            packed = engine.unconsumed_tail
    except zlib.error:
        raise NotGzip("no gzip") from None
    return engine.unused_data.lstrip(b"\0")
