"""A delivery in plain text: a subject and a body, for chat, mail, push and whatever shows text."""

from collections.abc import Iterator

from streams.adapters.alert_text import NOTICE, clean, headlines_of, lines_of, title_of
from streams.adapters.sink_message import SinkMessage
from streams.domain.records import Alert

LEVELS = ("unknown", "low", "medium", "high", "critical")
_IN_DIGEST = frozenset({"Where", "When", "Killed", "Wounded", "New", "Source", "Alert"})
"""The facts that an alert in a digest is shown with."""


def subject_of(message: SinkMessage) -> str:
    """Return one line: of an alert how grave it is and its headline, of a digest what is in it."""
    if message.route is None:
        alert = message.alerts[0]
        return f"{title_of(alert)}: {clean(alert.headline.en)}"
    if not message.alerts:
        return clean(f"NOTICE · {message.route}")
    exercise = all(alert.synthetic for alert in message.alerts)
    count = f"{len(message.alerts)} alert{'s' if len(message.alerts) > 1 else ''}"
    words = f"DIGEST · {count} of {message.route}, up to {grave(message).upper()}"
    return clean(f"EXERCISE, NOT REAL · {words}" if exercise else words)


def grave(message: SinkMessage) -> str:
    """Return the highest level in a message, `unknown` for a notice."""
    return max((alert.level for alert in message.alerts), key=LEVELS.index, default="unknown")


def body_of(message: SinkMessage) -> str:
    """Return the lines below the subject.

    That a machine read it stands before the facts, since many receivers cut off the end.
    """
    return "\n".join(_body(message))


def _body(message: SinkMessage) -> Iterator[str]:
    if message.route is None:
        yield from headlines_of(message.alerts[0])
    yield from notes_of(message)
    if message.alerts:
        yield NOTICE
    for alert in message.alerts:
        yield ""
        if message.route is None:
            yield from (f"{label}: {words}" for label, words in lines_of(alert) if label)
        else:
            yield from _entry(alert)


def notes_of(message: SinkMessage) -> tuple[str, ...]:
    """Return the notes, safe to print."""
    return tuple(clean(note) for note in message.notes)


def _entry(alert: Alert) -> Iterator[str]:
    yield title_of(alert)
    yield from headlines_of(alert)
    yield from (f"{label}: {words}" for label, words in lines_of(alert) if label in _IN_DIGEST)
