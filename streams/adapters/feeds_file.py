"""Read the file that lists feeds: RASID_INGEST_FEEDS."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from streams.adapters.fetching import NotFetched, host_of, plain
from streams.adapters.route_tables import NAME, Form, formed
from streams.domain.errors import SettingsError
from streams.lang.countries import load_countries

SETTING = "RASID_INGEST_FEEDS"
TABLES = ("polling", "feeds")
MOST_FEEDS = 5000
LOWEST_S, HIGHEST_S = 10.0, 86_400.0
_SOURCE = re.compile("[a-z0-9][a-z0-9._-]{0,99}")
_LANGUAGE = re.compile("[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is listed; times in seconds. `language`, `country` and `owner` are for people."""

    name: str
    url: str
    source: str
    is_on: bool = True
    full_text: bool = False
    low_s: float = 30.0
    high_s: float = 900.0
    language: str = ""
    country: str = ""
    owner: str = ""


class PollingForm(Form):
    """`polling`: what holds for each feed that does not say otherwise."""

    min_s: float = 30.0
    max_s: float = 900.0


class FeedForm(Form):
    """One table under `feeds`."""

    url: str
    source: str = ""
    enabled: bool = True
    full_text: bool = False
    min_s: float | None = None
    max_s: float | None = None
    language: str = ""
    country: str = ""
    owner: str = ""


def read_feeds(path: Path) -> tuple[Feed, ...]:
    """Return the feeds in a file. Raises SettingsError that names the file and what is wrong."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{SETTING}: cannot read {path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{SETTING}: {path} is not TOML: {error}") from None
    try:
        return _listed(tables)
    except SettingsError as error:
        raise SettingsError(f"{SETTING}: {path}: {error}") from None


def _listed(tables: Mapping[str, object]) -> tuple[Feed, ...]:
    for name in tables:
        if name not in TABLES:
            raise SettingsError(f"{name!r} is not known; known: {', '.join(TABLES)}")
    polling: PollingForm = formed("polling", tables.get("polling", {}), PollingForm)
    rows = tables.get("feeds", {})
    if not isinstance(rows, dict) or not rows:
        raise SettingsError("no feed is listed: [feeds.NAME] with a url")
    if len(rows) > MOST_FEEDS:
        raise SettingsError(f"at most {MOST_FEEDS} feeds, got {len(rows)}")
    found = tuple(_feed(name, row, polling) for name, row in rows.items())
    _check_once(found)
    return found


def _feed(name: str, row: object, polling: PollingForm) -> Feed:
    where = f"feeds.{name}"
    if not re.fullmatch(NAME, name):
        raise SettingsError(f"{where}: a name is letters, digits, '.', '_' and '-', at most 64")
    form: FeedForm = formed(where, row, FeedForm)
    try:
        url = plain(form.url)
    except NotFetched as error:
        raise SettingsError(f"{where}: url: {error}") from None
    low = polling.min_s if form.min_s is None else form.min_s
    high = polling.max_s if form.max_s is None else form.max_s
    if not LOWEST_S <= low <= high <= HIGHEST_S:
        allowed = f"{LOWEST_S:g} <= min_s <= max_s <= {HIGHEST_S:g}"
        raise SettingsError(f"{where}: must be {allowed}, got {low:g} and {high:g}")
    source = form.source or host_of(url).removeprefix("www.")
    _check_words(where, form, source)
    return Feed(
        name,
        url,
        source,
        form.enabled,
        form.full_text,
        low,
        high,
        form.language,
        form.country,
        form.owner,
    )


def _check_words(where: str, form: FeedForm, source: str) -> None:
    if not _SOURCE.fullmatch(source):
        raise SettingsError(f"{where}: source must be such as okaz.com.sa, got {source!r}")
    if form.language and not _LANGUAGE.fullmatch(form.language):
        raise SettingsError(f"{where}: language must be such as ar or ckb, got {form.language!r}")
    if form.country and form.country not in load_countries().by_code:
        raise SettingsError(f"{where}: country must be such as IQ, got {form.country!r}")


def _check_once(feeds: Sequence[Feed]) -> None:
    """Raise SettingsError for an address that is listed twice."""
    seen: dict[str, str] = {}
    for feed in feeds:
        if feed.url in seen:
            raise SettingsError(f"feeds.{feed.name}: has the url of feeds.{seen[feed.url]}")
        seen[feed.url] = feed.name
