"""What `extract`, `dedup` and `detect` answer of an article, as rows of plain values."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from streams.cli.chain import Chain, Led
from streams.config import Settings
from streams.domain.context import Context
from streams.domain.errors import DeadReason
from streams.domain.flow import Reject
from streams.domain.plain import to_plain
from streams.domain.records import Article, Attack, DuplicateLink

Row = dict[str, object]


class Answers(Protocol):
    """One kind of answer; it may remember the articles before."""

    def rows(self, articles: Sequence[Article]) -> list[Row]:
        """Return one row an article, in order."""

    def refused(self, article_id: str | None, reason: DeadReason) -> Row:
        """Return the row of an article that cannot be used."""


class Detection:
    """The language of each article."""

    def __init__(self) -> None:
        self._chain = _chain("sign", "language")

    def rows(self, articles: Sequence[Article]) -> list[Row]:
        """Return one row an article, in order."""
        led = self._chain.run(articles)
        return [self._row(article, one) for article, one in zip(articles, led, strict=True)]

    def refused(self, article_id: str | None, reason: DeadReason) -> Row:  # noqa: ARG002
        """Return the row of a text whose language cannot be told."""
        return _language_row(article_id, "und", "", 0.0)

    def _row(self, article: Article, led: Led) -> Row:
        for record in led:
            if isinstance(record, Article) and record.language is not None:
                found = record.language
                return _language_row(record.article_id, found.code, found.script, found.confidence)
        return self.refused(article.article_id, _reason(led))


class Deduplication:
    """The verdict on each article against all before it."""

    def __init__(self) -> None:
        self._chain = _chain("sign", "dedup")

    def rows(self, articles: Sequence[Article]) -> list[Row]:
        """Return one row an article, in order."""
        led = self._chain.run(articles)
        return [self._row(article, one) for article, one in zip(articles, led, strict=True)]

    def refused(self, article_id: str | None, reason: DeadReason) -> Row:  # noqa: ARG002
        """Return the row of a text that cannot be compared."""
        return _verdict_row(article_id, "unknown", None, 0.0)

    def _row(self, article: Article, led: Led) -> Row:
        for record in led:
            if isinstance(record, DuplicateLink):
                return _verdict_row(record.article_id, record.kind, record.of, record.similarity)
            if isinstance(record, Article) and record.dedup is not None:
                verdict = record.dedup
                return _verdict_row(record.article_id, verdict.kind, verdict.of, verdict.similarity)
        return self.refused(article.article_id, _reason(led))


@dataclass(frozen=True, slots=True)
class Read:
    """What was read in an article: it as tagged (None when refused before), and why no attack."""

    tagged: Article | None
    attacks: tuple[Attack, ...]
    reason: str | None


class Extraction:
    """The attacks in each article, or why there is none."""

    def __init__(self) -> None:
        self._tagging = _chain("sign", "language")
        self._reading = _chain("extract")
        self._ctx = _context()

    def rows(self, articles: Sequence[Article]) -> list[Row]:
        """Return one row an article, in order."""
        led = self._tagging.run(articles)
        return [self._row(article, one) for article, one in zip(articles, led, strict=True)]

    def refused(self, article_id: str | None, reason: DeadReason) -> Row:
        """Return the row of a text that cannot be read."""
        return _attacks_row(article_id, None, [], reason)

    def read(self, article: Article) -> Read:
        """Return what is read in one article."""
        return self._read(self._tagging.run([article])[0])

    def _row(self, article: Article, led: Led) -> Row:
        read = self._read(led)
        tagged = read.tagged or article
        code = tagged.language.code if tagged.language else None
        return _attacks_row(tagged.article_id, code, read.attacks, read.reason)

    def _read(self, led: Led) -> Read:
        tagged = led[0] if led else None
        if not isinstance(tagged, Article):
            return Read(None, (), _reason(led))
        found = self._reading.run([tagged])[0]
        attacks = tuple(record for record in found if isinstance(record, Attack))
        reported = any(attack.modality == "asserted" for attack in attacks)
        return Read(tagged, attacks, None if reported else self._why_none(tagged, found))

    def _why_none(self, tagged: Article, found: Led) -> str | None:
        """Ask the reader itself: its stage sends attacks and says nothing of the others."""
        from streams.stages import extract

        refused = next((r.reason for r in found if isinstance(r, Reject)), None)
        return refused or extract.read(tagged, self._ctx).rejected


def _language_row(article_id: str | None, code: str, script: str, confidence: float) -> Row:
    return {
        "article_id": article_id,
        "language": code,
        "script": script,
        "confidence": confidence,
    }


def _verdict_row(article_id: str | None, kind: str, of: str | None, similarity: float) -> Row:
    return {"article_id": article_id, "kind": kind, "of": of, "similarity": similarity}


def _attacks_row(
    article_id: str | None, language: str | None, attacks: Sequence[Attack], reason: str | None
) -> Row:
    return {
        "article_id": article_id,
        "language": language,
        "attacks": [to_plain(attack) for attack in attacks],
        "rejected": reason,
    }


def _chain(*names: str) -> Chain:
    from streams.topology import TOPOLOGY

    return Chain([stage for stage in TOPOLOGY if stage.name in names], _context())


def _context() -> Context:
    from streams.lang.loader import load_context

    return load_context(second_opinion=Settings.from_env(os.environ).second_opinion)


def _reason(led: Led) -> DeadReason:
    """Return why a stage refused the record; a stage that lost one is at fault itself."""
    return next((r.reason for r in led if isinstance(r, Reject)), "stage_error")
