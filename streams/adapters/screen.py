"""The console as the file of alerting lists it: digests, notices, and notes after each."""

from dataclasses import replace
from typing import TextIO

from streams.adapters.alert_text import clean
from streams.adapters.console import Console
from streams.adapters.sink_message import parts_of
from streams.adapters.sinks import Delivery, Outcome
from streams.domain.errors import BadRecord


class Screen:
    """The console with what is no alert by itself: digests, notices, and notes after each."""

    name = "console"
    target = "stdout"

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._console = Console(out)

    def deliver(self, delivery: Delivery, now_ms: int) -> Outcome:
        """Print once; a closed or full output is tried again later."""
        try:
            _, alerts = parts_of(delivery)
        except BadRecord as error:
            return Outcome("failed", detail=error.detail)
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
