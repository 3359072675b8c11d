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

ENDS = ("critical", "high", "medium", "retracted")
"""How an alerted incident can stand at last; what became part of another is counted there."""


@dataclass(slots=True)
class Tally:
    """Counts messages; `show` is called with each alert.

    On which levels an incident is alerted on the way depends on the order in which partitions are
    read; the level that it ends with does not. `levels` holds that of each alerted incident with
    the revision it is of; `incidents` holds the last status of each.
    """

    show: Callable[[Alert], object]
    articles: int = 0
    dead: int = 0
    attacks: Counter[str] = field(default_factory=Counter)
    duplicates: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    alerts: int = 0
    levels: dict[str, tuple[int, str]] = field(default_factory=dict)
    incidents: dict[str, str] = field(default_factory=dict)
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
            ("incidents", str(sum(status != "merged" for status in self.incidents.values()))),
            ("alerts", str(self.alerts)),
            ("alerted incidents, by last level", self._by_level()),
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
                self.incidents[record.incident_id] = record.status
            case Alert():
                self.alerts += 1
                last = self.levels.get(record.incident_id, (0, ""))
                self.levels[record.incident_id] = max(
                    last, (record.incident_revision, record.level)
                )
                self._time(message)
                self.show(record)

    def _by_level(self) -> str:
        stand = Counter(self._end_of(name, level) for name, (_, level) in self.levels.items())
        return _counted(Counter({end: stand[end] for end in ENDS if stand[end]}))

    def _end_of(self, incident_id: str, level: str) -> str:
        """Return the last level; what was taken back has none any more."""
        status = self.incidents.get(incident_id, "open")
        return status if status in ("merged", "retracted") else level

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
