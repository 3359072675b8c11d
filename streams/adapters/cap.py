"""Alerts as files of the Common Alerting Protocol in a folder, one each."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from streams.adapters.cap_xml import STATUSES, Issuer, alert_xml, notice_xml, sent_text
from streams.adapters.sink_message import SinkMessage, message_of
from streams.adapters.sinks import Delivery, Outcome
from streams.domain.errors import BadRecord, SettingsError
from streams.domain.records import Alert

SENDER = re.compile(r"[^\s,<&]{1,120}", re.ASCII)
"""What the protocol wants of a sender, and of an identifier."""
_NAME = re.compile(r"[A-Za-z0-9._-]{1,128}")
_STAMP = "%Y%m%dT%H%M%SZ"


class Cap:
    """Writes `TIME_ID.xml` for each alert. Raises SettingsError for a wrong folder or issuer.

    The same alert is the same file, however often it is written.
    """

    name = "cap"

    def __init__(self, folder: Path, issuer: Issuer) -> None:
        if not SENDER.fullmatch(issuer.sender):
            raise SettingsError(
                "sender must have 1..120 characters and no blank, comma, < or &, "
                f"got {issuer.sender!r}"
            )
        if issuer.status not in STATUSES:
            raise SettingsError(
                f"status must be one of {', '.join(STATUSES)}, got {issuer.status!r}"
            )
        if folder.exists() and not folder.is_dir():
            raise SettingsError(f"folder {folder} is a file")
        self._folder = folder
        self._issuer = issuer
        self.target = sha256(str(folder.absolute()).encode()).hexdigest()

    def deliver(self, delivery: Delivery, now_ms: int) -> Outcome:  # noqa: ARG002 - of the protocol
        """Write once; a full or missing disk is tried again later."""
        try:
            message = message_of(delivery)
            for name, content in self._files(message, delivery):
                self._write(name, content)
        except BadRecord as error:
            return Outcome("failed", detail=error.detail)
        except OSError as error:
            return Outcome("retried", detail=f"{type(error).__name__}: {error.strerror}")
        return Outcome("delivered")

    def _files(self, message: SinkMessage, delivery: Delivery) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of each file, lazily: one may refer to the one before it."""
        if not message.alerts:
            at, name = delivery.created_at, delivery.alert_id
            yield _name(name, at), notice_xml(name, at, message.notes, self._issuer)
        notes = message.notes if message.route is None else ()
        for alert in message.alerts:
            earlier = self._reference(alert)
            yield _name(alert.alert_id, alert.at), alert_xml(alert, notes, self._issuer, earlier)

    def _reference(self, alert: Alert) -> str:
        """Return `sender,identifier,sent` of the alert that this one follows, if it was written."""
        if alert.supersedes is None or not _NAME.fullmatch(alert.supersedes):
            return ""
        found = next(self._folder.glob(f"*Z_{alert.supersedes}.xml"), None)
        if found is None:
            return ""
        written = datetime.strptime(found.name.partition("_")[0], _STAMP).replace(tzinfo=UTC)
        sent = sent_text(int(written.timestamp() * 1000))
        return f"{self._issuer.sender},{alert.supersedes},{sent}"

    def _write(self, name: str, content: bytes) -> None:
        """Put a file there whole or not at all. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        beside = self._folder / f".{name}.part"
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._folder / name)


def _name(identifier: str, at: int) -> str:
    """Return the name of a file. Raises BadRecord when the identifier could not be in one."""
    if not _NAME.fullmatch(identifier):
        raise BadRecord("sink", "wrong_type", "an id for CAP has 1..128 letters, digits, . _ -")
    return f"{datetime.fromtimestamp(at // 1000, UTC):{_STAMP}}_{identifier}.xml"
