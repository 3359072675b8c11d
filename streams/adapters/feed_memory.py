"""What is remembered of each feed over a restart: a file each, replaced as a whole.

It holds digests, never a text. A file that is lost or broken costs one more reading of the feed,
whose articles have no further effect.
"""

import logging
from hashlib import sha256
from pathlib import Path

import msgspec

from streams.domain.errors import SettingsError, Unavailable

FOLDER = "feeds"
"""The folder in the run folder."""
MOST_SEEN = 1500
"""Three times what a feed may hold: 0.3 MB in memory."""
MOST_BYTES = 1_000_000

log = logging.getLogger(__name__)


class Memory(msgspec.Struct):
    """Of one feed; times in milliseconds UTC.

    `etag`, `modified` and `body` (a digest) are of the last answer of which the bus has every
    article; `seen` maps entries that the bus has to their version, the latest last.
    """

    etag: str = ""
    modified: str = ""
    body: str = ""
    interval_s: float | None = None
    due_ms: int = 0
    failures: int = 0
    outcome: str = ""
    asked_ms: int = 0
    answered_ms: int = 0
    seen: dict[str, str] = {}

    def saw(self, key: str, version: str) -> None:
        """Remember an entry that the bus has; the oldest beyond 1,500 are forgotten."""
        self.seen.pop(key, None)
        self.seen[key] = version
        while len(self.seen) > MOST_SEEN:
            del self.seen[next(iter(self.seen))]


class Memories:
    """The files, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self) -> None:
        """Make the folder. Raises SettingsError."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            said = f"RASID_RUN_DIR, {self._folder}, cannot be made: {error.strerror}"
            raise SettingsError(said) from None

    def read(self, url: str) -> Memory:
        """Return what is known of a feed; a fresh memory when there is none that can be read."""
        path = self._path(url)
        try:
            if path.stat().st_size <= MOST_BYTES:
                return msgspec.json.decode(path.read_bytes(), type=Memory)
            log.warning("a memory of a feed is too long and is begun anew")
        except FileNotFoundError:
            pass
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            log.warning("a memory of a feed is begun anew: %s", type(error).__name__)
        return Memory()

    def keep(self, url: str, memory: Memory) -> None:
        """Write down what is known of a feed. Raises Unavailable."""
        path = self._path(url)
        unfinished = path.with_suffix(".tmp")
        try:
            unfinished.write_bytes(msgspec.json.encode(memory))
            unfinished.replace(path)
        except OSError as error:
            raise Unavailable(f"folder {self._folder}: {error.strerror}") from None

    def _path(self, url: str) -> Path:
        return self._folder / f"{sha256(url.encode()).hexdigest()[:32]}.json"
