"""What a replay leaves in its folder: five files in an order of their own.

Lines are sorted by stream time, id and revision, and a record delivered twice is one line, so that
two runs can be compared byte for byte whatever carried the records.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from streams.adapters.files import Unusable
from streams.cli.output import line
from streams.domain.flow import Topic
from streams.domain.plain import to_plain
from streams.domain.records import Alert, Article, Attack, DuplicateLink, Incident, Record
from streams.domain.topics import (
    ALERT_BREAKING,
    ARTICLE_DUPLICATE,
    ARTICLE_RAW,
    ARTICLE_TAGGED,
    ATTACK_REPORTED,
    INCIDENT_UPDATED,
)

DETAIL = 500
"""Characters of a message that a dead letter keeps."""


@dataclass(frozen=True, slots=True)
class Dead:
    """A record or line that was set aside, as a row of `dead.jsonl`."""

    topic: str
    stage: str
    reason: str
    detail: str
    original: object
    """The record in plain values; of a line that gave none its text, `\\xff` for a foreign byte."""
    article_id: str | None = None
    at: int = 0


@dataclass(slots=True)
class Results:
    """Everything a replay sent, in no order."""

    attacks: list[Attack] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    duplicates: list[DuplicateLink] = field(default_factory=list)
    dead: list[Dead] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)
    """Articles in languages that have no lexicon, with the language's code."""

    def add(self, topic: Topic, record: Record) -> None:
        """Keep `record` if its topic is one that a replay writes."""
        kept: dict[Topic, list[Any]] = {
            ATTACK_REPORTED: self.attacks,
            INCIDENT_UPDATED: self.incidents,
            ALERT_BREAKING: self.alerts,
            ARTICLE_DUPLICATE: self.duplicates,
        }
        if topic in kept:
            kept[topic].append(record)
        elif topic is ARTICLE_TAGGED and isinstance(record, Article):
            from streams.lang.loader import languages_read  # needs numpy, which no help needs

            code = record.language.code if record.language else "und"
            if code not in languages_read():
                self.unread[record.article_id] = code

    def write(self, folder: Path) -> None:
        """Write the five files into `folder`. Raises OSError."""
        _write(folder / "attacks.jsonl", self.attacks, lambda a: (a.fetched_at, a.attack_id))
        _write(
            folder / "incidents.jsonl",
            self._revisions(),
            lambda i: (i.updated_at, i.incident_id, i.revision),
        )
        _write(
            folder / "alerts.jsonl",
            self._alerts(),
            lambda a: (a.at, a.incident_id, a.incident_revision, a.alert_id),
        )
        _write(
            folder / "duplicates.jsonl",
            self.duplicates,
            lambda d: (d.fetched_at, d.article_id, d.of),
        )
        rows = sorted((dead.at, dead.article_id or "", line(_row(dead))) for dead in self.dead)
        _replace(folder / "dead.jsonl", [row for _, _, row in rows])

    def __str__(self) -> str:
        revisions = self._revisions()
        incidents = len({incident.incident_id for incident in revisions})
        return (
            f"{len(set(self.duplicates))} duplicates, {len(set(self.attacks))} attacks, "
            f"{incidents} incidents in {len(revisions)} revisions, "
            f"{len(self._alerts())} alerts, {len(self.dead)} dead letters{self._not_read()}"
        )

    def _not_read(self) -> str:
        if not self.unread:
            return ""
        counts = sorted(Counter(self.unread.values()).items(), key=lambda pair: (-pair[1], pair[0]))
        languages = ", ".join(f"{code} {count}" for code, count in counts)
        return f"; {len(self.unread)} not read: {languages}"

    def _revisions(self) -> list[Incident]:
        """Return each revision once; the later delivery stands, as in a compacted topic."""
        return list({(i.incident_id, i.revision): i for i in self.incidents}.values())

    def _alerts(self) -> list[Alert]:
        """Return each alert once."""
        return list({alert.alert_id: alert for alert in self.alerts}.values())


def dead_record(topic: Topic, stage: str, reason: str, detail: str, record: Record) -> Dead:
    """Return the row of a record that a stage could not use."""
    about = getattr(record, "article", record)
    return Dead(
        topic=topic.name,
        stage=stage,
        reason=reason,
        detail=detail[:DETAIL],
        original=_shown(record),
        article_id=getattr(about, "article_id", None),
        at=getattr(about, "fetched_at", 0),
    )


def dead_line(unusable: Unusable) -> Dead:
    """Return the row of a line that gave no article. Its file must have been readable."""
    return Dead(
        topic=ARTICLE_RAW.name,
        stage="read",
        reason=unusable.reason or "bad_json",
        detail=f"{unusable.place}: {unusable.detail}"[:DETAIL],
        original=unusable.line.decode("utf-8", "backslashreplace"),
        article_id=unusable.article_id,
    )


def _shown(record: Record) -> dict[str, object]:
    """Return `record` in plain values without its signature, which is bytes."""
    return {k: v for k, v in to_plain(record).items() if not isinstance(v, bytes)}


def _row(dead: Dead) -> dict[str, object]:
    row = to_plain(dead)
    del row["at"]
    return row


def _write(
    path: Path, records: Iterable[Record], order: Callable[[Any], tuple[object, ...]]
) -> None:
    ordered = sorted((order(r), line(to_plain(r))) for r in records)
    _replace(path, list(dict.fromkeys(row for _, row in ordered)))


def _replace(path: Path, lines: Sequence[bytes]) -> None:
    """Write all or nothing: a replay that is cut short leaves no half a file behind."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(b"".join(lines))
    part.replace(path)
