"""How Kafka is spoken with: settings that contradict each other, and files that cannot be used."""

import socket
import threading
from contextlib import contextmanager

import pytest
import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from streams.adapters.embedded import EmbeddedBroker
from streams.adapters.security import Security, connection, security_of, use
from streams.config import Settings
from streams.domain.errors import SettingsError, Unavailable
from tests.rasid import rasid

WORD = "opens it"


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    """Return a folder with a certificate, its key, the same key under a word, and another key."""
    folder = tmp_path_factory.mktemp("papers")
    authority = trustme.CA()
    made, other = authority.issue_cert("c.example"), authority.issue_cert("d.example")
    authority.cert_pem.write_to_path(folder / "ca.pem")
    made.cert_chain_pems[0].write_to_path(folder / "ours.crt")
    made.private_key_pem.write_to_path(folder / "ours.key")
    other.private_key_pem.write_to_path(folder / "other.key")
    key = load_pem_private_key(made.private_key_pem.bytes(), None)
    shut = key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(WORD.encode())
    )
    (folder / "shut.key").write_bytes(shut)
    (folder / "word").write_text(f"{WORD}\n")
    (folder / "two").write_text("one\ntwo\n")
    (folder / "empty").write_text("\n")
    return folder


CONTRADICTIONS = {
    "RASID_KAFKA_SECURITY must be plaintext, tls, mtls, scram, got 'ssl'": {"security": "ssl"},
    "RASID_KAFKA_SECURITY=mtls needs RASID_KAFKA_CERTIFICATE": {"security": "mtls"},
    "RASID_KAFKA_SECURITY=scram needs RASID_KAFKA_PASSWORD": {"security": "scram", "user": "u"},
    "RASID_KAFKA_CERTIFICATE and RASID_KAFKA_KEY go together": {
        "security": "scram",
        "user": "u",
        "password": "p",
        "key": "k",
    },
    "RASID_KAFKA_SECURITY=tls would leave RASID_KAFKA_USER unused": {
        "security": "tls",
        "user": "u",
    },
    "RASID_KAFKA_SECURITY=plaintext would leave RASID_KAFKA_CA unused": {"ca": "ca.pem"},
}


@pytest.mark.parametrize("said", CONTRADICTIONS)
def test_settings_that_contradict_each_other_are_refused(said):
    with pytest.raises(SettingsError) as told:
        Security(**CONTRADICTIONS[said])
    assert str(told.value) == said


FILES = {
    "RASID_KAFKA_CA {}/none cannot be read: No such file or directory": {"ca": "none"},
    "RASID_KAFKA_CA {}/word holds no certificate in PEM": {"ca": "word"},
    "RASID_KAFKA_KEY {}/none cannot be read: No such file or directory": {"key": "none"},
    "RASID_KAFKA_CERTIFICATE {}/word holds no certificate in PEM": {"certificate": "word"},
    "RASID_KAFKA_KEY {}/other.key is not the key of RASID_KAFKA_CERTIFICATE {}/ours.crt": {
        "key": "other.key"
    },
    "RASID_KAFKA_KEY {}/shut.key holds no key in PEM that RASID_KAFKA_KEY_PASSWORD opens": {
        "key": "shut.key"
    },
    "RASID_KAFKA_KEY_PASSWORD {}/two must hold one line": {
        "key": "shut.key",
        "key_password": "two",
    },
    "RASID_KAFKA_KEY_PASSWORD {}/empty must hold one line": {"key_password": "empty"},
}


@pytest.mark.parametrize("said", FILES)
def test_file_that_cannot_be_used_is_named_with_its_setting(papers, said):
    named = {"ca": "ca.pem", "certificate": "ours.crt", "key": "ours.key"} | FILES[said]
    paths = {name: str(papers / file) for name, file in named.items()}
    with pytest.raises(SettingsError) as told:
        Security("mtls", **paths).options()
    assert str(told.value) == said.replace("{}", str(papers))


def test_key_under_a_word_is_opened_by_it(papers):
    names = {"ca": "ca.pem", "certificate": "ours.crt", "key": "shut.key", "key_password": "word"}
    paths = {name: str(papers / file) for name, file in names.items()}
    assert Security("mtls", **paths).options()["security_protocol"] == "SSL"


def test_password_is_read_anew_and_never_shown(papers, tmp_path):
    password = tmp_path / "password"
    login = Security("scram", ca=str(papers / "ca.pem"), user="desk", password=str(password))
    found = []
    for word in ("first", "#second "):
        password.write_text(f"{word}\r\n")
        found.append(login.options()["sasl_plain_password"])
    assert found == ["first", "#second "]
    assert "second" not in repr(login)


def test_settings_name_what_security_has():
    named = {"user": "desk", "password": "/p"}
    found = Settings(kafka_security="scram", **{f"kafka_{name}": v for name, v in named.items()})
    assert security_of(found) == Security("scram", **named)


def test_bundled_broker_is_not_taken_for_a_secured_one(tmp_path):
    use(Settings(kafka_security="tls"))
    try:
        with pytest.raises(SettingsError, match="so is the bundled broker"):
            EmbeddedBroker(tmp_path).__enter__()
    finally:
        use(Settings())


def test_command_refuses_settings_that_contradict_each_other(capfdbinary, monkeypatch):
    monkeypatch.setenv("RASID_KAFKA_SECURITY", "mtls")
    code, _, err = rasid(capfdbinary, "topics", "list")
    assert (code, err) == (2, ["rasid: RASID_KAFKA_SECURITY=mtls needs RASID_KAFKA_CERTIFICATE"])


@contextmanager
def answering(answer):
    """Listen on a port whose answer to anything is these bytes, and then the end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            while True:
                try:
                    line, _ = listening.accept()
                except OSError:
                    return
                with line:
                    line.recv(1024)
                    line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"127.0.0.1:{listening.getsockname()[1]}"
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\0\0\0\x01x"])
@pytest.mark.parametrize("security", ["plaintext", "tls"])
def test_broker_that_says_nothing_of_use_is_left_to_the_client(answer, security):
    with answering(answer) as address:
        assert connection(address, Security(security))["bootstrap_servers"] == [address]


def test_one_broker_that_is_right_is_enough():
    alert = b"\x15\x03\x03\x00\x02\x02P"
    right = b"\0\0\0\x0c\0\0\0\x07\0\0\0\0\0\0\0\0"
    with answering(alert) as encrypted, answering(right) as clear:
        assert connection(f"{encrypted},{clear}", Security())
        with pytest.raises(Unavailable, match="speaks TLS"):
            connection(encrypted, Security())
