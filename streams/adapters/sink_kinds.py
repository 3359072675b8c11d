"""Make sinks of what the file of alerting says about them."""

import sys
from collections.abc import Mapping
from pathlib import Path

from streams.adapters.console import Console
from streams.adapters.sinks import Delivery, Outcome, Sink
from streams.adapters.webhook import Webhook
from streams.domain.errors import SettingsError

KINDS = {"console": {"kind"}, "webhook": {"kind", "url", "private"}}


class Named:
    """A sink under the name that the file gives it."""

    def __init__(self, name: str, sink: Sink) -> None:
        self.name = name
        self.target = sink.target
        self._sink = sink

    def deliver(self, delivery: Delivery, now_ms: int) -> Outcome:
        """Attempt once."""
        return self._sink.deliver(delivery, now_ms)


def sink_of(name: str, table: Mapping[str, object], folder: Path) -> Sink:  # noqa: ARG001
    """Return the sink that a table describes; files in it are relative to `folder`.

    Raises SettingsError for an unknown kind or key and for an address that is refused.
    """
    kind = table.get("kind")
    if kind not in KINDS:
        raise SettingsError(f"sinks.{name}: kind must be one of {', '.join(KINDS)}, got {kind!r}")
    allowed = KINDS[str(kind)]
    for key in table:
        if key not in allowed:
            raise SettingsError(f"sinks.{name}: {key} is not known; known: {_list(allowed)}")
    if kind == "console":
        return Named(name, Console(sys.stdout))
    return Named(name, Webhook(str(table.get("url", "")), private=table.get("private") is True))


def _list(words: set[str]) -> str:
    return ", ".join(sorted(words))
