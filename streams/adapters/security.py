"""How we speak with Kafka: in the clear or encrypted, and as whom. Secrets are files.

The files are read whenever a client connects anew, at the latest at the next start. All clients of
a process are made with `connection`, so that none forgets to be as secure as the others.
"""

import ssl
import time
from _ssl import _test_decode_cert  # type: ignore[attr-defined]  # all that reads dates there
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from streams.adapters.greeting import greet
from streams.config import PREFIX, Settings
from streams.domain.errors import SettingsError

SCRAM = "SCRAM-SHA-512"
PROTOCOLS = {"plaintext": "PLAINTEXT", "tls": "SSL", "mtls": "SSL", "scram": "SASL_SSL"}
NEEDED = {"mtls": ("certificate", "key"), "scram": ("user", "password")}


@dataclass(frozen=True, slots=True)
class Security:
    """What the settings `RASID_KAFKA_*` say; all but `security` and `user` are paths of files."""

    security: str = "plaintext"
    ca: str = ""
    certificate: str = ""
    key: str = ""
    key_password: str = ""
    user: str = ""
    password: str = ""

    def __post_init__(self) -> None:
        """Refuse what contradicts itself. Raises SettingsError."""
        if self.security not in PROTOCOLS:
            allowed = ", ".join(PROTOCOLS)
            raise SettingsError(f"{_name('security')} must be {allowed}, got {self.security!r}")
        for field in NEEDED.get(self.security, ()):
            if not getattr(self, field):
                raise SettingsError(f"{_name('security')}={self.security} needs {_name(field)}")
        if bool(self.certificate) != bool(self.key):
            raise SettingsError(f"{_name('certificate')} and {_name('key')} go together")
        unused = [name for name in _unused(self.security) if getattr(self, name)]
        if unused:
            name = _name(unused[0])
            raise SettingsError(f"{_name('security')}={self.security} would leave {name} unused")

    @property
    def is_on(self) -> bool:
        """Whether anything is asked of the brokers."""
        return self.security != "plaintext"

    @property
    def who(self) -> str:
        """Whom the brokers see, for a person."""
        return self.user or self.certificate or "nobody in particular"

    def options(self) -> dict[str, Any]:
        """Return what clients are made with, kafka-python's and aiokafka's. Raises SettingsError.

        Empty in the clear.
        """
        if not self.is_on:
            return {}
        made = {"security_protocol": PROTOCOLS[self.security], "ssl_context": self.context()}
        if self.security == "scram":
            made["sasl_mechanism"] = SCRAM
            made["sasl_plain_username"] = self.user
            made["sasl_plain_password"] = _secret("password", self.password)
        return made

    def context(self) -> ssl.SSLContext:
        """Return how we encrypt: TLS 1.2 or newer, the name of the broker checked."""
        try:
            context = ssl.create_default_context(cafile=self.ca or None)
        except ssl.SSLError:
            raise SettingsError(f"{_name('ca')} {self.ca} holds no certificate in PEM") from None
        except OSError as error:
            raise _unreadable("ca", self.ca, error) from None
        if self.certificate:
            self._show(context)
        return context

    def _show(self, context: ssl.SSLContext) -> None:
        """Have `context` show our certificate. Raises SettingsError, also when it has expired."""
        for field in ("certificate", "key"):
            _read(field, getattr(self, field))
        certificate = f"{_name('certificate')} {self.certificate}"
        key = f"{_name('key')} {self.key}"
        try:
            until = str(_test_decode_cert(self.certificate)["notAfter"])
        except ssl.SSLError:
            raise SettingsError(f"{certificate} holds no certificate in PEM") from None
        if ssl.cert_time_to_seconds(until) < time.time():
            raise SettingsError(f"{certificate} expired on {until}")
        word = _secret("key_password", self.key_password) if self.key_password else ""
        try:
            context.load_cert_chain(self.certificate, self.key, lambda: word)
        except ssl.SSLError as error:
            if error.reason == "KEY_VALUES_MISMATCH":
                raise SettingsError(f"{key} is not the key of {certificate}") from None
            raise SettingsError(
                f"{key} holds no key in PEM that {_name('key_password')} opens"
            ) from None


def security_of(settings: Settings) -> Security:
    """Return what the settings say. Raises SettingsError."""
    named = {
        field.name: _name(field.name).removeprefix(PREFIX).lower() for field in fields(Security)
    }
    return Security(**{name: getattr(settings, setting) for name, setting in named.items()})


def use(settings: Settings) -> None:
    """Speak with Kafka as the settings say from now on, in this process. Raises SettingsError."""
    _PROCESS.security = security_of(settings)


def is_secured() -> bool:
    """Return whether this process asks anything of brokers, and is somebody to them."""
    return _PROCESS.security.is_on


def who() -> str:
    """Return whom brokers see in this process, for a person."""
    return _PROCESS.security.who


def connection(brokers: str, security: Security | None = None) -> dict[str, Any]:
    """Return what a client of kafka-python is made with, once what answers was found to be right.

    Raises Unavailable in one line for a wrong certificate, password or protocol, SettingsError for
    files that cannot be used. Brokers that do not answer are left to the client.
    """
    security = security or _PROCESS.security
    options = security.options()
    greet(brokers, options, security.certificate)
    return {"bootstrap_servers": brokers.split(","), **options}


def _unused(security: str) -> tuple[str, ...]:
    """Return the fields that would have no effect."""
    if security == "plaintext":
        return ("ca", "certificate", "key", "key_password", "user", "password")
    if security == "tls":
        return ("certificate", "key", "key_password", "user", "password")
    return ("user", "password") if security == "mtls" else ()


def _name(field: str) -> str:
    return "RASID_KAFKA_SECURITY" if field == "security" else f"RASID_KAFKA_{field.upper()}"


def _secret(field: str, path: str) -> str:
    """Return what a file holds, without the end of its line."""
    try:
        text = _read(field, path).decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise SettingsError(f"{_name(field)} {path} is not UTF-8") from None
    if not text or "\n" in text:
        raise SettingsError(f"{_name(field)} {path} must hold one line")
    return text


def _read(field: str, path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise _unreadable(field, path, error) from None


def _unreadable(field: str, path: str, error: OSError) -> SettingsError:
    return SettingsError(f"{_name(field)} {path} cannot be read: {error.strerror}")


@dataclass(slots=True)
class _Process:
    security: Security


_PROCESS = _Process(Security())
