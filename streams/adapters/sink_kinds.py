"""Make sinks of what the file of alerting says about them."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import msgspec

from streams.adapters.alert_text import clean
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


class _Digest(msgspec.Struct):
    """A digest or a notice."""

    digest: bool = False
    route: str = ""
    alerts: list[msgspec.Raw] = []


class Screen:
    """The console with what is no alert by itself: digests, notices, and notes after each."""

    target = "stdout"

    def __init__(self, name: str, out: TextIO) -> None:
        self.name = name
        self._out = out
        self._console = Console(out)

    def deliver(self, delivery: Delivery, now_ms: int) -> Outcome:
        """Print once; a closed or full output is tried again later."""
        found = msgspec.json.decode(delivery.alert, type=_Digest)
        alerts = [bytes(alert) for alert in found.alerts] if found.digest else [delivery.alert]
        for alert in alerts:
            outcome = self._console.deliver(replace(delivery, alert=alert), now_ms)
            if outcome.verdict != "delivered":
                return outcome
        try:
            for note in delivery.notes:
                self._out.write(f"  {clean(note)}\n")
            self._out.flush()
        except OSError as error:
            return Outcome("retried", detail=f"{type(error).__name__}: {error}")
        return Outcome("delivered")


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
        return Screen(name, sys.stdout)
    try:
        hook = Webhook(str(table.get("url", "")), private=table.get("private") is True)
    except SettingsError as error:
        raise SettingsError(f"sinks.{name}: {error}") from None
    return Named(name, hook)


def _list(words: set[str]) -> str:
    return ", ".join(sorted(words))
