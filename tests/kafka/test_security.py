"""Encrypted, signed and with users: what gets through, and what is said to who does not."""

import pytest

from streams.adapters import topics_admin
from streams.domain.errors import SettingsError, Unavailable
from tests.kafka.secured import speaking, user
from tests.rasid import SEEDS, process, rasid


def settings(safe, at, how, **other):
    """Return settings for a listener; a paper that `other` names lies in the folder of papers."""
    found = {"RASID_BROKERS": safe.cluster.at.get(at, safe.cluster.bootstrap)}
    found["RASID_KAFKA_SECURITY"] = how
    for name, value in other.items():
        path = value if name == "user" else safe.papers.path(value)
        found[f"RASID_KAFKA_{name.upper()}"] = path
    return found


def paper(name):
    return {"ca": "ca.pem", "certificate": f"{name}.crt", "key": f"{name}.key"}


STORAGE = user("storage")
LOGIN = {"ca": "ca.pem", "user": STORAGE, "password": "password"}
GOOD = {
    "in the clear": ("CLEAR", "plaintext", {}),
    "encrypted": ("TLS", "tls", {"ca": "ca.pem"}),
    "with a certificate": ("MTLS", "mtls", paper(STORAGE)),
    "with a password": ("SCRAM", "scram", LOGIN),
}
REFUSED = {
    "in the clear where it is encrypted": (
        "TLS",
        "plaintext",
        {},
        "speaks TLS: RASID_KAFKA_SECURITY must be tls, mtls or scram",
    ),
    "encrypted where it is in the clear": (
        "CLEAR",
        "tls",
        {"ca": "ca.pem"},
        "speaks no TLS: RASID_KAFKA_SECURITY must be plaintext",
    ),
    "another authority": (
        "TLS",
        "tls",
        {"ca": "other-ca.pem"},
        "shows a certificate that RASID_KAFKA_CA did not sign",
    ),
    "authorities of the system": (
        "TLS",
        "tls",
        {},
        "shows a certificate that RASID_KAFKA_CA did not sign",
    ),
    "expired": (
        "EXPIRED",
        "tls",
        {"ca": "ca.pem"},
        "shows a certificate that is not valid now: certificate has expired",
    ),
    "another host": ("ELSEWHERE", "tls", {"ca": "ca.pem"}, "shows a certificate for another host"),
    "no certificate of ours": (
        "MTLS",
        "tls",
        {"ca": "ca.pem"},
        "wants a certificate of ours: RASID_KAFKA_SECURITY must be mtls",
    ),
    "a certificate of a stranger": (
        "MTLS",
        "mtls",
        paper("stranger"),
        "refuses RASID_KAFKA_CERTIFICATE",
    ),
    "wrong password": (
        "SCRAM",
        "scram",
        LOGIN | {"password": "wrong"},
        f"refuses the user {STORAGE}: RASID_KAFKA_USER and RASID_KAFKA_PASSWORD",
    ),
    "unknown user": ("SCRAM", "scram", LOGIN | {"user": "nobody"}, "refuses the user nobody"),
    "no password": (
        "SCRAM",
        "tls",
        {"ca": "ca.pem"},
        "wants user and password: RASID_KAFKA_SECURITY must be scram",
    ),
    "a password nobody wants": (
        "TLS",
        "scram",
        LOGIN,
        "wants no user and password: RASID_KAFKA_SECURITY must be tls or mtls",
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_client_gets_through(safe, name):
    at, how, other = GOOD[name]
    with speaking(settings(safe, at, how, **other)) as brokers:
        assert topics_admin.existing(brokers)


@pytest.mark.parametrize("name", REFUSED)
def test_client_that_cannot_get_through_is_told_why(safe, name):
    at, how, other, said = REFUSED[name]
    wrong = settings(safe, at, how, **other)
    with speaking(wrong) as brokers, pytest.raises(Unavailable) as told:
        topics_admin.existing(brokers)
    assert str(told.value).startswith(f"broker {brokers} {said}")


def test_own_certificate_that_expired_is_told_before_anybody_is_asked(safe):
    late = settings(safe, "MTLS", "mtls", **paper("late"))
    with speaking(late) as brokers, pytest.raises(SettingsError, match=r"late\.crt expired on"):
        topics_admin.existing(brokers)


@pytest.mark.parametrize(
    "command", [("publish", SEEDS), ("topics", "create"), ("dlq", "ls"), ("doctor", "--bus")]
)
def test_command_says_in_one_line_that_the_password_is_wrong(
    safe, command, capfdbinary, monkeypatch
):
    for name, value in safe.scram(
        "publish", RASID_KAFKA_PASSWORD=safe.papers.path("wrong")
    ).items():
        monkeypatch.setenv(name, value)
    code, out, err = rasid(capfdbinary, *command)
    said = f"broker {safe.cluster.at['SCRAM']} refuses the user rasid-publish: "
    if command[0] == "doctor":
        assert code == 1
        assert said in out
    else:
        assert code == 3
        assert [line.startswith(f"rasid: {said}") for line in err] == [True]


PROCESSES = {
    "reader": ("worker", "--stages", "sign,language,extract"),
    "storage": ("serve", "storage"),
    "alerting": ("serve", "alerting"),
}


@pytest.mark.parametrize(
    "part", ["storage", *(pytest.param(p, marks=pytest.mark.slow) for p in ("reader", "alerting"))]
)
def test_process_ends_with_the_reason_when_nobody_mends_its_password(safe, part, tmp_path):
    wrong = safe.papers.path("wrong")
    own = {
        "RASID_RUN_DIR": str(tmp_path),
        "RASID_BROKER_PATIENCE_S": "1",
        "RASID_METRICS_PORT": "0",
    }
    told = tmp_path / "log"
    with (
        told.open("wb") as log,
        process(
            *PROCESSES[part],
            settings=safe.scram(part, RASID_KAFKA_PASSWORD=wrong) | own,
            stderr=log,
        ) as running,
    ):
        assert running.wait(30) == 3
    last = told.read_text().splitlines()[-1]
    assert f"refuses the user {user(part)}" in last
    assert wrong not in last
