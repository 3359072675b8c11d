"""Post alerts to a web address in the envelope of Standard Webhooks, signed with its library."""

import base64
import binascii
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
from standardwebhooks import Webhook as Signer

from streams import __version__
from streams.adapters.alert_text import NOTICE
from streams.adapters.posting import Endpoint
from streams.adapters.sinks import Delivery, Outcome
from streams.domain.errors import SettingsError

SECRET_PREFIX = "whsec_"  # noqa: S105 - how a secret begins
SECRET_BYTES = range(24, 65)
"""As Standard Webhooks wants them."""


class _Stamp(msgspec.Struct):
    """What of an alert its envelope repeats."""

    kind: str
    at: int


class Webhook:
    """Posts JSON to one URL, signed with each of `secrets`. Raises SettingsError for a wrong one.

    Several secrets are for changing them: a receiver takes what one of them signed.
    """

    name = "webhook"

    def __init__(self, endpoint: Endpoint, secrets: Sequence[str] = ()) -> None:
        self._endpoint = endpoint
        self._signers = [Signer(_checked(secret)) for secret in secrets]
        self.target = endpoint.target

    def deliver(self, delivery: Delivery, now_ms: int) -> Outcome:
        """Post once, within 15 seconds; the same `webhook-id` at every attempt."""
        body = body_of(delivery.alert, delivery.notes)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": f"rasid/{__version__}",
            "webhook-id": delivery.alert_id,
            "webhook-timestamp": str(now_ms // 1000),
        }
        if self._signers:
            headers["webhook-signature"] = self._signature(delivery.alert_id, now_ms, body)
        return self._endpoint.post(headers, body)

    def _signature(self, alert_id: str, now_ms: int, body: bytes) -> str:
        at = datetime.fromtimestamp(now_ms // 1000, UTC)
        return " ".join(signer.sign(alert_id, at, body.decode()) for signer in self._signers)


def body_of(alert: bytes, notes: Sequence[str] = ()) -> bytes:
    """Return the body to post: the alert's JSON in the envelope of Standard Webhooks.

    `notes` are what routes say beside it, `12 km from Main depot`; without any there is no field.
    """
    stamp = msgspec.json.decode(alert, type=_Stamp)
    happened = datetime.fromtimestamp(stamp.at / 1000, UTC)
    envelope = {
        "type": f"alert.{stamp.kind}",
        "timestamp": happened.isoformat(timespec="milliseconds"),
        "notice": NOTICE,
        "data": msgspec.Raw(alert),
    }
    return msgspec.json.encode({**envelope, "notes": list(notes)} if notes else envelope)


def _checked(secret: str) -> str:
    """Return a secret. Raises SettingsError that does not repeat it."""
    text = secret.removeprefix(SECRET_PREFIX)
    try:
        size = len(base64.b64decode(text + "=" * (-len(text) % 4), validate=True))
    except (binascii.Error, ValueError):
        size = 0
    if not secret.startswith(SECRET_PREFIX) or size not in SECRET_BYTES:
        low, high = SECRET_BYTES[0], SECRET_BYTES[-1]
        raise SettingsError(f"a secret is {SECRET_PREFIX} and {low}..{high} bytes in base64")
    return secret
