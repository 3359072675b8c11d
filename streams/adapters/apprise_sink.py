"""Chat, mail and push, through Apprise. The only module that knows it; it is loaded when listed.

Apprise says no more than whether a message was taken, so every failure is tried again.
"""

import logging
from collections.abc import Callable
from hashlib import sha256
from threading import Lock

from streams.adapters.limited import within
from streams.adapters.message_text import body_of, grave, subject_of
from streams.adapters.sink_message import message_of
from streams.adapters.sinks import Delivery, Outcome
from streams.domain.errors import BadRecord, SettingsError

ATTEMPT_S = 15.0
DETAIL_LETTERS = 200
TYPES = {"critical": "failure", "high": "warning"}
"""What Apprise calls it, which many services show as a colour; the others are `info`."""
TALKERS = ("apprise", "urllib3", "requests", "requests_oauthlib", "oauthlib")

Send = Callable[[str, str, str], tuple[bool, str]]
"""Sends subject, body and type; returns whether it was taken, and what was said of it."""


class AppriseSink:
    """One receiver that Apprise knows. Raises SettingsError when the URL is none of its."""

    name = "apprise"

    def __init__(self, url: str, *, attempt_s: float = ATTEMPT_S) -> None:
        self._send = _sender(url)
        self._attempt_s = attempt_s
        self._busy = Lock()
        self.target = sha256(url.encode()).hexdigest()

    def deliver(self, delivery: Delivery, now_ms: int) -> Outcome:  # noqa: ARG002 - of the protocol
        """Send once, within 15 seconds."""
        try:
            message = message_of(delivery)
        except BadRecord as error:
            return Outcome("failed", detail=error.detail)
        words = subject_of(message), body_of(message), TYPES.get(grave(message), "info")
        try:
            taken, said = within(self._attempt_s, lambda: self._alone(*words))
        except TimeoutError as error:
            return Outcome("retried", detail=f"TimeoutError: {error}")
        except Exception as error:  # noqa: BLE001 - a hundred services raise what they like
            return Outcome("retried", detail=type(error).__name__)
        if taken:
            return Outcome("delivered")
        return Outcome("retried", detail=said[:DETAIL_LETTERS], quotes=True)

    def _alone(self, *words: str) -> tuple[bool, str]:
        """Send unless an attempt that was given up still goes on. Raises TimeoutError."""
        if not self._busy.acquire(blocking=False):
            raise TimeoutError("the attempt before has not ended")
        try:
            return self._send(*words)
        finally:
            self._busy.release()


def _sender(url: str) -> Send:
    """Return what sends to a URL. Raises SettingsError."""
    try:
        from apprise import Apprise, AppriseAsset  # noqa: PLC0415 - optional, half a second
    except ImportError:
        raise SettingsError("kind apprise needs `pip install rasid[apprise]`") from None
    _hush()
    asset = AppriseAsset(
        app_id="Rasid",
        app_desc="Rasid",
        app_url="",
        async_mode=False,
        http_redirects=False,
        service_timeout=0,
        storage_mode="memory",
    )
    receiver = Apprise.instantiate(url, asset=asset)
    if receiver is None:
        scheme = url.partition("://")[0] if "://" in url else "(no scheme)"
        raise SettingsError(f"url is not one that Apprise can use, got {_word(scheme)}://...")
    services = Apprise(asset=asset)
    services.add(receiver)

    def send(subject: str, body: str, kind: str) -> tuple[bool, str]:
        result = services.notify(
            body=body,
            title=subject,
            notify_type=kind,
            body_format="text",
            interpret_escapes=False,
        )
        return bool(result), " ".join(_printable(entry.message) for entry in result.logs())

    return send


def _hush() -> None:
    """Keep from our logs what libraries say: messages, answers, and secrets in addresses."""
    for name in TALKERS:
        logger = logging.getLogger(name)
        logger.propagate = False
        if not logger.handlers:  # without any, Python writes warnings to standard error
            logger.addHandler(logging.NullHandler())


def _word(text: str) -> str:
    return text if text.isascii() and text.isalnum() and len(text) <= 20 else "(no scheme)"


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
