"""The switch of tracing: off, nothing of OpenTelemetry is loaded and no span is made.

`adapters.spans` makes the spans; where they go, how many are kept and under which name is said by
the variables of OpenTelemetry (OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.domain.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.adapters.headers import Headers, Origin
    from streams.adapters.spans import Spans, Tracer
    from streams.config import Settings


@dataclass(slots=True)
class Tracing:
    """What makes spans in this process; None while tracing is off."""

    tracer: Tracer | None = None

    def working(self, doing: str, origins: Sequence[Origin]) -> Spans | None:
        """Begin the spans of those who work on a batch, such as a stage; None while off."""
        return None if self.tracer is None else self.tracer.working(doing, origins)

    def sending(self, topic: str, key: bytes, headers: Headers) -> Spans | None:
        """Begin the span of a record that enters the bus with us; None while off."""
        return None if self.tracer is None else self.tracer.sending(topic, key, headers)


TRACING = Tracing()


def use(settings: Settings, part: str) -> None:
    """Trace from now on, if the settings say so, as a part of ours such as `storage`.

    Raises SettingsError when what is needed for it is not installed.
    """
    if not settings.tracing:
        return
    try:
        from streams.adapters.spans import exporting  # noqa: PLC0415 - optional, a third of a second
    except ImportError as error:
        raise SettingsError(
            f"RASID_TRACING=1 needs OpenTelemetry ({error.name}): pip install rasid[tracing]"
        ) from None
    TRACING.tracer = exporting(part)
