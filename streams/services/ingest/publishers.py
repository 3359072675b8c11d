"""Who may post, and as which source: by the SHA-256 of their token."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from streams.adapters.secret_files import lines_in
from streams.domain.errors import SettingsError

TOKENS = "RASID_INGEST_TOKENS"
LOCAL = "local"
"""The source of the token that is made at the start when no file names others."""
_DIGEST = re.compile("[0-9a-f]{64}")
_SOURCE = re.compile("[a-z0-9][a-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class Publishers:
    """Sources by the digest of a token; `fresh_token` is the one made at this start, else None."""

    sources: Mapping[str, str]
    fresh_token: str | None = None

    def source_of(self, authorization: str) -> str | None:
        """Return whose token a header has. Digests are looked up: no time tells how near."""
        kind, _, token = authorization.partition(" ")
        if kind.lower() != "bearer" or not token.strip():
            return None
        return self.sources.get(digest(token.strip()))


def digest(token: str) -> str:
    """Return what the file of tokens holds instead of a token."""
    return sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def publishers(file: str) -> Publishers:
    """Return who may post: those of a file, else who has a fresh token. Raises SettingsError."""
    if not file:
        token = secrets.token_urlsafe(24)
        return Publishers({digest(token): LOCAL}, token)
    path = Path(file)
    return Publishers(dict(_publisher(line) for line in lines_in(TOKENS, path.name, path.parent)))


def _publisher(line: str) -> tuple[str, str]:
    words = line.lower().split()
    if len(words) != 2 or not _SOURCE.fullmatch(words[0]) or not _DIGEST.fullmatch(words[1]):
        raise SettingsError(f"{TOKENS} needs lines of SOURCE and the SHA-256 of its token")
    return words[1], words[0]
