"""What a run has seen on the bus: alerts as lines, and the rest counted for a table."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from streams.adapters.avro import decode
from streams.adapters.headers import ALERTED_AT, RECEIVED_AT
from streams.domain.records import Alert, Article, Attack, DuplicateLink, Incident
from streams.domain.topics import ARTICLE_RAW, ARTICLE_TAGGED, TOPICS

if TYPE_CHECKING:
    from streams.adapters.tap import Message

LEVELS = ("critical", "high", "medium")


@dataclass(slots=True)
class Tally:
    """Counts messages; `show` is called with each alert."""

    show: Callable[[Alert], object]
    articles: int = 0
    dead: int = 0
    attacks: Counter[str] = field(default_factory=Counter)
    duplicates: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    incidents: set[str] = field(default_factory=set)
    latencies_ms: list[int] = field(default_factory=list)

    def take(self, message: "Message") -> None:
        """Count `message`."""
        topic = next((topic for topic in TOPICS if topic.name == message.topic), None)
        if topic is None:
            self.dead += 1
        elif topic is ARTICLE_RAW:
            self.articles += 1
        else:
            self._count(message, decode(topic, message.value), is_tagged=topic is ARTICLE_TAGGED)

    def rows(self) -> list[tuple[str, str]]:
        """Return the counts, ready for a table."""
        return [
            ("articles", str(self.articles)),
            ("duplicates", _counted(self.duplicates)),
            ("languages", _counted(self.languages)),
            ("attacks", _counted(self.attacks)),
            ("incidents", str(len(self.incidents))),
            ("alerts", _counted(Counter({k: self.levels[k] for k in LEVELS if self.levels[k]}))),
            ("dead letters", str(self.dead)),
            ("received to alert, p50 / p99", self._latency()),
        ]

    def _count(self, message: "Message", record: object, *, is_tagged: bool) -> None:
        match record:
            case Article() if is_tagged:
                self.languages[record.language.code if record.language else "und"] += 1
            case DuplicateLink():
                self.duplicates[record.kind] += 1
            case Attack():
                self.attacks[record.modality] += 1
            case Incident():
                self.incidents.add(record.incident_id)
            case Alert():
                self.levels[record.level] += 1
                self._time(message)
                self.show(record)

    def _time(self, message: "Message") -> None:
        received, alerted = (message.headers.get(name) for name in (RECEIVED_AT, ALERTED_AT))
        if received and alerted:
            self.latencies_ms.append(int(alerted) - int(received))

    def _latency(self) -> str:
        if not self.latencies_ms:
            return "no alert"
        ordered = sorted(self.latencies_ms)
        p50, p99 = (ordered[round(share * (len(ordered) - 1))] for share in (0.50, 0.99))
        return f"{p50} / {p99} ms"


def alert_line(alert: Alert) -> str:
    """Return an alert as one line: stream time, level, what kind, and its sentence."""
    at = datetime.fromtimestamp(alert.at / 1000, UTC).strftime("%Y-%m-%d %H:%MZ")
    return f"{at}  {alert.level.upper():8}  {alert.kind:10}  {alert.headline.en}"


def _counted(counts: Counter[str]) -> str:
    total = sum(counts.values())
    parts = ", ".join(f"{name} {count}" for name, count in counts.most_common())
    return f"{total} ({parts})" if parts else str(total)
