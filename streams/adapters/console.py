"""Alerts on standard output, one readable block each."""

from io import StringIO, TextIOWrapper
from typing import TextIO

from rich.console import Console as Screen
from rich.text import Text

from streams.adapters.alert_text import headlines_of, lines_of, title_of
from streams.adapters.sinks import Delivery, Outcome
from streams.domain.errors import BadRecord
from streams.domain.plain import from_json
from streams.domain.records import Alert

_STYLES = {"critical": "bold white on red", "high": "bold red", "medium": "bold yellow"}
_LABEL_WIDTH = 18


class Console:
    """Prints to `out`; the level is in colour when that is a terminal."""

    name = "console"
    target = "stdout"

    def __init__(self, out: TextIO) -> None:
        if isinstance(out, TextIOWrapper):
            out.reconfigure(errors="backslashreplace")  # the locale may not know Arabic
        self._out = out

    def deliver(self, delivery: Delivery, now_ms: int) -> Outcome:  # noqa: ARG002 - of the protocol
        """Print once; a closed or full output is tried again later."""
        try:
            alert = from_json(Alert, delivery.alert)
        except BadRecord as error:
            return Outcome("failed", detail=error.detail)
        try:
            self._out.write(self._composed(alert))
            self._out.flush()
        except OSError as error:
            return Outcome("retried", detail=f"{type(error).__name__}: {error}")
        return Outcome("delivered")

    def _composed(self, alert: Alert) -> str:
        """Return the block with the colours of `out`.

        Rich composes it but does not write it: over a closed pipe it would exit. Lines are not
        folded, since a terminal folds right-to-left text better than we do.
        """
        composed = StringIO()
        terminal = self._out.isatty()
        screen = Screen(file=composed, force_terminal=terminal, highlight=False, emoji=False)
        screen.print(block(alert), soft_wrap=True)
        return composed.getvalue()


def block(alert: Alert) -> Text:
    """Return the alert as it is printed, with an empty line after it."""
    text = Text()
    text.append(f"■ {title_of(alert)}\n", style=_STYLES.get(alert.level, "bold"))
    for headline in headlines_of(alert):
        text.append(f"  {headline}\n", style="bold")
    for label, words in lines_of(alert):
        text.append(f"  {label:<{_LABEL_WIDTH}}", style="dim")
        text.append(f"{words}\n")
    return text
