"""A first word with a broker, which says in one line why a client would never get through.

The clients try again and again, and in the end tell of a time that ran out. Who does not answer at
all, or only hangs up, is left to them.
"""

import contextlib
import socket
import ssl
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from streams.domain.errors import Unavailable

ANSWER_S = 2.0
LONGEST_BYTES = 64 * 1024
_CORRELATION = 7
_API_VERSIONS, _SASL_HANDSHAKE, _SASL_AUTHENTICATE = (18, 0), (17, 1), (36, 0)
_UNSUPPORTED_MECHANISM, _ILLEGAL_STATE = 33, 34
_ALERT = 0x15
"""The first byte of what TLS answers to anything that is no TLS."""
_UNKNOWN_SIGNER = (18, 19, 20, 21)
_NOT_VALID_NOW = (9, 10)
_OTHER_HOST = (62, 64)
"""Codes of OpenSSL for what is wrong with a certificate."""


class _Refusal(Exception):
    """What a person must know of a broker."""


def greet(brokers: str, options: Mapping[str, Any], certificate: str) -> None:
    """Return when a broker can be spoken with by `options`, or when none says that it cannot.

    Raises Unavailable with what is wrong: certificates, protocol, user or password.
    """
    refusals = []
    for broker in brokers.split(","):
        try:
            with contextlib.suppress(OSError, ValueError, EOFError):
                _speak(broker.strip(), options, certificate)
                return
        except _Refusal as refusal:
            refusals.append(f"broker {broker.strip()} {refusal}")
    if refusals:
        raise Unavailable(refusals[0])


def _speak(broker: str, options: Mapping[str, Any], certificate: str) -> None:
    """Exchange a word. Raises _Refusal, and OSError or EOFError when nothing is said of why."""
    context: ssl.SSLContext | None = options.get("ssl_context")
    if context is None:
        return _speak_openly(broker)
    try:
        with _called(broker, context) as line:
            _introduce(line, options)
    except ssl.SSLCertVerificationError as error:
        raise _Refusal(_of_theirs(error)) from None
    except ssl.SSLError as error:
        if said := _of_ours(error, certificate):
            raise _Refusal(said) from None
        if _answers_openly(broker):
            raise _Refusal("speaks no TLS: RASID_KAFKA_SECURITY must be plaintext") from None
        raise
    except ConnectionResetError:
        if _answers_openly(broker):
            raise _Refusal("speaks no TLS: RASID_KAFKA_SECURITY must be plaintext") from None
        raise
    return None


def _speak_openly(broker: str) -> None:
    with _called(broker, None) as line:
        line.sendall(_request(_API_VERSIONS, b""))
        if line.recv(1)[:1] == bytes([_ALERT]):
            raise _Refusal("speaks TLS: RASID_KAFKA_SECURITY must be tls, mtls or scram")


def _answers_openly(broker: str) -> bool:
    with contextlib.suppress(OSError, EOFError, ValueError), _called(broker, None) as line:
        return bool(_asked(line, _API_VERSIONS, b""))
    return False


def _introduce(line: socket.socket, options: Mapping[str, Any]) -> None:
    """Say who we are, or hear that nobody wants to know."""
    mechanism = str(options.get("sasl_mechanism", "SCRAM-SHA-512"))
    answer = _asked(line, _SASL_HANDSHAKE, _text(mechanism))
    (code,) = struct.unpack_from(">h", answer)
    if "sasl_mechanism" not in options:
        if code != _ILLEGAL_STATE:
            raise _Refusal("wants user and password: RASID_KAFKA_SECURITY must be scram")
    elif code == _ILLEGAL_STATE:
        raise _Refusal("wants no user and password: RASID_KAFKA_SECURITY must be tls or mtls")
    elif code == _UNSUPPORTED_MECHANISM:
        raise _Refusal(f"knows no {mechanism}")
    else:
        _authenticate(line, options, mechanism)


def _authenticate(line: socket.socket, options: Mapping[str, Any], mechanism: str) -> None:
    from kafka.net.sasl.scram import ScramClient  # noqa: PLC0415 - not for `rasid --help`

    user = options["sasl_plain_username"]
    scram = ScramClient(user, options["sasl_plain_password"], mechanism)
    try:
        scram.process_server_first_message(_proved(line, scram.first_message()))
        scram.process_server_final_message(_proved(line, scram.final_message()))
    except (KeyError, ValueError):
        raise _Refusal(
            f"refuses the user {user}: RASID_KAFKA_USER and RASID_KAFKA_PASSWORD must be those "
            f"of a user with {mechanism}"
        ) from None


def _proved(line: socket.socket, proof: bytes) -> bytes:
    """Return the answer to a step of authentication. Raises ValueError when it is refused."""
    answer = _asked(line, _SASL_AUTHENTICATE, struct.pack(">i", len(proof)) + proof)
    code, length = struct.unpack_from(">hh", answer)
    if code:
        raise ValueError(code)
    at = 4 + max(0, length)
    (size,) = struct.unpack_from(">i", answer, at)
    return answer[at + 4 : at + 4 + size]


def _of_theirs(error: ssl.SSLCertVerificationError) -> str:
    """Say what is wrong with the certificate of a broker."""
    if error.verify_code in _NOT_VALID_NOW:
        return f"shows a certificate that is not valid now: {error.verify_message}"
    if error.verify_code in _OTHER_HOST:
        return f"shows a certificate for another host: {error.verify_message}"
    if error.verify_code in _UNKNOWN_SIGNER:
        return f"shows a certificate that RASID_KAFKA_CA did not sign: {error.verify_message}"
    return f"shows a certificate that cannot be trusted: {error.verify_message}"


def _of_ours(error: ssl.SSLError, certificate: str) -> str:
    """Say what a broker finds wrong with our certificate; empty when it does not speak of it."""
    reason = str(error.reason)
    if "ALERT" not in reason or ("CERTIFICATE" not in reason and "UNKNOWN_CA" not in reason):
        return ""
    if not certificate:
        return "wants a certificate of ours: RASID_KAFKA_SECURITY must be mtls"
    word = reason.partition("ALERT_")[2].lower().replace("_", " ")
    return f"refuses RASID_KAFKA_CERTIFICATE {certificate}: {word}"


@contextmanager
def _called(broker: str, context: ssl.SSLContext | None) -> Iterator[socket.socket]:
    host, _, port = broker.rpartition(":")
    host = host.strip("[]")
    with socket.create_connection((host, int(port)), ANSWER_S) as line:
        if context is None:
            yield line
        else:
            with context.wrap_socket(line, server_hostname=host) as secured:
                yield secured


def _asked(line: socket.socket, api: tuple[int, int], body: bytes) -> bytes:
    """Return the answer to a request, without its head. Raises EOFError, ValueError."""
    line.sendall(_request(api, body))
    (size,) = struct.unpack(">i", _exactly(line, 4))
    if not 4 <= size <= LONGEST_BYTES:
        raise ValueError(size)
    return _exactly(line, size)[4:]


def _exactly(line: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        if not (more := line.recv(size - len(found))):
            raise EOFError
        found += more
    return found


def _request(api: tuple[int, int], body: bytes) -> bytes:
    head = struct.pack(">hhi", *api, _CORRELATION) + _text("rasid")
    return struct.pack(">i", len(head) + len(body)) + head + body


def _text(text: str) -> bytes:
    return struct.pack(">h", len(text)) + text.encode()
