"""An article on its way: as received, signed, linked to an earlier one."""

from dataclasses import dataclass

from streams.domain.records.vocabulary import DedupKind


@dataclass(frozen=True, slots=True)
class Language:
    """The language of an article: ISO 639-1 (`ckb`, `kmr` by 639-3, `und` when not told)."""

    code: str
    script: str
    confidence: float
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dedup:
    """The verdict on an article: `of` is the earlier article; `changed` holds number tokens."""

    kind: DedupKind
    of: str | None = None
    similarity: float = 0.0
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One fetched article. Times are epoch milliseconds UTC; `fetched_at` is its stream time.

    `article_id` names the page and may be empty on the raw topic, where signing fills it;
    `text_hash` (16 hex digits over cleaned title and body) names the version and is None there.
    """

    article_id: str
    source: str
    url: str | None
    title: str | None
    body: str
    published_at: int | None
    fetched_at: int
    text_hash: str | None = None
    language: Language | None = None
    dedup: Dedup | None = None
    wire_sources: tuple[str, ...] = ()
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Signed:
    """A cleaned article with its near-duplicate signature.

    `signature` is packed as `streams.domain.signature` says, empty for short texts; `numbers` are
    the number tokens of the text (at most 32) by which revisions are told from copies.
    """

    article: Article
    signature: bytes
    signature_version: int
    exact_hash: str
    length: int
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DuplicateLink:
    """An article that was not passed on, and the one it repeats."""

    article_id: str
    of: str
    kind: DedupKind
    similarity: float
    source: str
    of_source: str
    url: str | None
    published_at: int | None
    fetched_at: int
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why an article with words of an attack reports no fresh one; `reason` is the reader's."""

    article_id: str
    text_hash: str
    source: str
    url: str | None
    language: str
    reason: str
    published_at: int | None
    fetched_at: int
    reader_version: str
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """Stream time has reached `at` (epoch milliseconds) in this partition."""

    at: int
