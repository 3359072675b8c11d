"""Signatures of Standard Webhooks, judged by the verifier of its own library."""

import base64
import json
import time

import pytest
from standardwebhooks import Webhook as Judge
from standardwebhooks import WebhookVerificationError

from streams.adapters.posting import Endpoint
from streams.adapters.sinks import Delivery
from streams.adapters.webhook import Webhook
from streams.domain.errors import SettingsError
from streams.domain.plain import to_json
from tests.receiver import receiver, status, url_of
from tests.samples import ALERT, AT

OLD, NEW, OTHER = (f"whsec_{base64.b64encode(bytes([n]) * 25).decode()}" for n in range(3))
DELIVERY = Delivery("alr-1", "desk", "inc-1", to_json(ALERT), 0, AT, ("12 km from Main depot",))


def posted(*secrets, at=None):
    """Return headers and body of one post, signed now unless `at` says when."""
    with receiver(status(204)) as server:
        hook = Webhook(Endpoint(url_of(server), private=True), secrets)
        outcome = hook.deliver(DELIVERY, time.time_ns() // 1_000_000 if at is None else at)
    assert outcome.verdict == "delivered"
    [(_, headers, body)] = server.received
    return headers, body


def test_receiver_verifies_what_was_signed():
    headers, body = posted(NEW)
    found = Judge(NEW).verify(body, headers)

    assert found == json.loads(body)
    assert found["data"]["headline"]["other"] == "هجوم في كركوك"
    assert headers["webhook-signature"].startswith("v1,")


@pytest.mark.parametrize("secret", [OLD, NEW])
def test_both_secrets_verify_while_one_replaces_the_other(secret):
    headers, body = posted(OLD, NEW)

    assert Judge(secret).verify(body, headers)["type"] == "alert.new"
    assert len(headers["webhook-signature"].split(" ")) == 2


@pytest.mark.parametrize("changed", ["body", "webhook-id", "webhook-timestamp"])
def test_whatever_is_changed_on_the_way_verifies_no_more(changed):
    headers, body = posted(NEW)
    if changed == "body":
        body = body.replace(b"Kirkuk", b"Mosul")
    else:
        headers[changed] = headers[changed] + "1" if changed == "webhook-id" else "1"
    with pytest.raises(WebhookVerificationError):
        Judge(NEW).verify(body, headers)


def test_other_secret_does_not_verify():
    headers, body = posted(NEW)
    with pytest.raises(WebhookVerificationError):
        Judge(OTHER).verify(body, headers)


def test_later_attempt_is_signed_with_its_own_time():
    """A receiver refuses what is five minutes old; an attempt of now is new, whatever its alert."""
    first, _ = posted(NEW, at=AT)
    again, body = posted(NEW)
    with pytest.raises(WebhookVerificationError, match="too old"):
        Judge(NEW).verify(body, first)
    assert Judge(NEW).verify(body, again)["data"]["alert_id"] == first["webhook-id"]


def test_without_a_secret_nothing_is_signed():
    assert "webhook-signature" not in posted()[0]


@pytest.mark.parametrize(
    "secret",
    [
        "hunter2",
        "whsec_",
        "whsec_c2hvcnQ=",
        "whsec_" + "A" * 88,
        "whsec_=" + "A" * 32,
        NEW.removeprefix("whsec_"),
        "whsec_ßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßß",
    ],
)
def test_wrong_secret_is_refused_without_repeating_it(secret):
    with pytest.raises(SettingsError, match=r"a secret is whsec_ and 24\.\.64 bytes") as caught:
        Webhook(Endpoint("https://alerts.example/x"), (secret,))
    assert (secret.removeprefix("whsec_") or "(empty)") not in str(caught.value)


def test_secret_without_padding_is_taken():
    headers, body = posted(NEW.rstrip("="))

    assert Judge(NEW).verify(body, headers)["type"] == "alert.new"
