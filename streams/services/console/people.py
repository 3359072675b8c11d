"""Who asks: by a token, or by the name that a trusted proxy gives."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from streams.adapters.secret_files import lines_in
from streams.config import Settings
from streams.domain.errors import SettingsError

COOKIE = "rasid"
ROLES = ("read", "edit")
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may read, and decide where `can_edit`."""

    name: str
    can_edit: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says of whoever sent it; header names are lower case."""

    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    peer: str


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """Knows people by the SHA-256 of their token, or by a header that `proxies` alone may set.

    `fresh_token` is the one made at this start, when no other way in was set; else None.
    """

    tokens: Mapping[str, Person]
    proxy_header: str = ""
    proxies: frozenset[str] = frozenset()
    editors: frozenset[str] = frozenset()
    is_open_to_edits: bool = False
    fresh_token: str | None = None

    def who(self, asked: Asked) -> Person | None:
        """Return the person, None when nobody we know."""
        named = asked.headers.get(self.proxy_header, "") if self.proxy_header else ""
        if named and asked.peer in self.proxies:
            return Person(named[:LONGEST_NAME], self.is_open_to_edits and named in self.editors)
        kind, _, token = asked.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self.by_token(token.strip())
        return self.by_token(asked.cookies.get(COOKIE, ""))

    def by_token(self, token: str) -> Person | None:
        """Return whose token it is. Digests are looked up, so that no time tells how near."""
        return self.tokens.get(digest(token)) if token else None


def digest(token: str) -> str:
    """Return what the file of tokens holds instead of a token."""
    return sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def doorkeeper(settings: Settings) -> Doorkeeper:
    """Return who is let in by the settings. Raises SettingsError."""
    edits = settings.console_edit
    tokens: dict[str, Person] = {}
    if settings.console_tokens:
        path = Path(settings.console_tokens)
        for line in lines_in("RASID_CONSOLE_TOKENS", path.name, path.parent):
            known, person = _person(line, edits=edits)
            tokens[known] = person
    fresh = None
    if not tokens and not settings.console_proxy:
        fresh = secrets.token_urlsafe(24)
        tokens[digest(fresh)] = Person("local", edits)
    return Doorkeeper(
        tokens=tokens,
        proxy_header=settings.console_proxy.lower(),
        proxies=frozenset(settings.console_proxies),
        editors=frozenset(settings.console_editors),
        is_open_to_edits=edits,
        fresh_token=fresh,
    )


def _person(line: str, *, edits: bool) -> tuple[str, Person]:
    words = line.split()
    if len(words) != 3 or words[1] not in ROLES or len(words[2]) != 64:
        raise SettingsError(
            "RASID_CONSOLE_TOKENS needs lines of NAME, read or edit, and the SHA-256 of a token"
        )
    name, role, known = words
    return known.lower(), Person(name[:LONGEST_NAME], edits and role == "edit")
