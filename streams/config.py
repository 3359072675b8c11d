"""Every setting, named once: read from `RASID_*`, checked, frozen.

`Settings.from_env` is the only reader of the environment; `rows` feeds the table in the docs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any

from streams.domain.errors import SettingsError
from streams.domain.quarantine import Limits
from streams.domain.thresholds import HOSTILE, Thresholds

PREFIX = "RASID_"
STAGES = ("sign", "dedup", "language", "extract", "fuse", "escalate")


def _setting(
    default: Any,
    doc: str,
    *,
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] = (),
) -> Any:
    return field(
        default=default, metadata={"doc": doc, "low": low, "high": high, "choices": choices}
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """What may differ from one installation to the next."""

    brokers: str = _setting("", "Kafka bootstrap servers; empty starts the embedded broker")
    kafka_security: str = _setting(
        "plaintext",
        "how brokers are spoken with: in the clear; encrypted (tls); encrypted, with a certificate "
        "of ours (mtls); encrypted, with user and password by SCRAM-SHA-512 (scram)",
        choices=("plaintext", "tls", "mtls", "scram"),
    )
    kafka_ca: str = _setting(
        "", "file of the authorities that sign for brokers, PEM; empty takes the system's"
    )
    kafka_certificate: str = _setting(
        "", "file of our certificate and those between it and its authority, PEM"
    )
    kafka_key: str = _setting("", "file of the private key of our certificate, PEM")
    kafka_key_password: str = _setting("", "file of the password of that key; empty: it has none")
    kafka_user: str = _setting("", "name of our user on the brokers, with scram")
    kafka_password: str = _setting("", "file of the password of that user, one line")
    stages: tuple[str, ...] = _setting(
        STAGES, "stages this worker runs, comma separated", choices=STAGES
    )
    group: str = _setting("rasid", "prefix of the consumer groups")
    partitions: int = _setting(
        4, "partitions of topics that do not fix their own", low=1, high=1000
    )
    replication: int = _setting(1, "replicas of each topic", low=1, high=9)
    batch_records: int = _setting(500, "records a stage takes at once", low=1, high=10_000)
    batch_wait_ms: int = _setting(
        0, "wait of a stage for a fuller batch; 0 takes what is there", low=0, high=1000
    )
    fetch_wait_ms: int = _setting(50, "longest wait of a fetch for data", low=1, high=10_000)
    transport: str = _setting(
        "batches",
        "how Faust hands records over: by partition and poll, or its own way, to find faults",
        choices=("batches", "stock"),
    )
    schema_registry: str = _setting(
        "",
        "URL of a schema registry by Confluent's interface; empty: records are framed as single "
        "objects, which need none",
    )
    schema_register: bool = _setting(
        True, "register our schemas there; 0 only looks their ids up, for who may not write"
    )
    compression: str = _setting(
        "none", "compression of what stages send", choices=("none", "gzip", "lz4")
    )
    linger_ms: int = _setting(
        0, "wait of the producer for a fuller batch; stages send whole batches", low=0, high=1000
    )
    commit_interval_ms: int = _setting(500, "time between offset commits", low=50, high=60_000)
    session_timeout_ms: int = _setting(
        6000, "a worker silent for this long is replaced", low=1000, high=300_000
    )
    broker_patience_s: int = _setting(
        120, "a worker without its broker for this long exits", low=1, high=86_400
    )
    source_dead_run: int = _setting(
        HOSTILE.run,
        "malformed records in a row after which their source is held back",
        low=1,
        high=1_000_000,
    )
    source_dead_percent: int = _setting(
        round(HOSTILE.share * 100),
        f"a source is held back when more of its last {HOSTILE.window} records are malformed",
        low=1,
        high=100,
    )
    source_sound_run: int = _setting(
        HOSTILE.sound,
        "sound records in a row after which a source is let in again",
        low=1,
        high=1_000_000,
    )
    second_opinion: bool = _setting(
        True,
        "whether the words of an article have a say, beside what the rules find in it, in whether "
        "it reports an attack",
    )
    tick_seconds: int = _setting(60, "time between clock ticks; 0 turns them off", low=0, high=3600)
    metrics_host: str = _setting("127.0.0.1", "address of metrics and health")
    metrics_port: int = _setting(
        0, "port of metrics and health; 0 takes a free one", low=0, high=65_535
    )
    run_dir: str = _setting(
        "", "folder for state; empty takes .run/<process id>, for services .run/services"
    )
    database: str = _setting("", "database URL; empty takes rasid.db in the run folder")
    text_days: int = _setting(
        30, "days that the bodies of articles are kept from when they were stored", low=1, high=3650
    )
    alerting: str = _setting(
        "", "TOML file of sinks, routes and watchlists; empty: console and RASID_WEBHOOK_URL"
    )
    webhook_url: str = _setting("", "where alerts are posted; empty posts none")
    webhook_private: bool = _setting(
        False, "allow webhooks to plain http and to private or loopback addresses"
    )
    alert_level: str = _setting(
        "medium", "lowest level that is delivered", choices=("medium", "high", "critical")
    )
    alert_database: str = _setting(
        "", "database URL of the outbox of alerts; empty takes alerting.db in the run folder"
    )
    alert_days: int = _setting(
        90,
        "days that alerts, digests, notices and the log of deliveries are kept; longer than the "
        "topic of alerts keeps them",
        low=31,
        high=3650,
    )
    console_host: str = _setting("127.0.0.1", "address of the console")
    console_port: int = _setting(
        8380, "port of the console; 0 takes a free one", low=0, high=65_535
    )
    console_tokens: str = _setting(
        "",
        "file of who may enter the console: NAME, read or edit, SHA-256 of the token; empty, and "
        "without a proxy, makes a token at each start",
    )
    console_proxy: str = _setting(
        "", "header in which a trusted proxy names the person, such as X-Forwarded-User"
    )
    console_proxies: tuple[str, ...] = _setting(
        ("127.0.0.1", "::1"), "addresses of the proxies that are trusted, comma separated"
    )
    console_editors: tuple[str, ...] = _setting(
        (), "people named by a proxy who may decide, comma separated"
    )
    console_edit: bool = _setting(
        False, "let those who may edit confirm, reject and mute; else the console only reads"
    )
    console_rate: int = _setting(
        1200, "requests a minute that a person may make of the console", low=1, high=1_000_000
    )
    ingest_host: str = _setting("127.0.0.1", "address where articles may be posted")
    ingest_port: int = _setting(
        8381, "port where articles may be posted; 0 takes a free one", low=0, high=65_535
    )
    ingest_tokens: str = _setting(
        "",
        "file of who may post: SOURCE and the SHA-256 of its token; empty makes a token at each "
        "start, for the source `local`",
    )
    ingest_folder: str = _setting(
        "", "folder whose files are taken in (.jsonl, .txt, .html); empty watches none"
    )
    ingest_feeds: str = _setting(
        "", "TOML file that lists the feeds (RSS, Atom) that are followed; empty follows none"
    )
    ingest_agent: str = _setting(
        "rasid (reads feeds)",
        "what publishers are told of who asks for their feeds; best with an address of yours",
    )
    ingest_private: tuple[str, ...] = _setting(
        (),
        "networks that feeds may lead to though they are not public, such as 10.1.0.0/16, comma "
        "separated",
    )
    tracing: bool = _setting(
        False,
        "send spans by OTLP over HTTP to where OTEL_EXPORTER_OTLP_ENDPOINT says; needs "
        "rasid[tracing]",
    )
    log_level: str = _setting(
        "INFO", "least severe log line", choices=("DEBUG", "INFO", "WARNING", "ERROR")
    )

    @classmethod
    def from_env(cls, environment: Mapping[str, str]) -> "Settings":
        """Read the settings. Raises SettingsError for a wrong value or an unknown name."""
        known = {PREFIX + f.name.upper(): f for f in fields(cls)}
        given = {name: text for name, text in environment.items() if name.startswith(PREFIX)}
        for name in given:
            if name not in known:
                raise SettingsError(f"{name} is not a setting; known: {', '.join(sorted(known))}")
        return cls(**{known[n].name: _parsed(n, known[n], text) for n, text in given.items()})

    @property
    def thresholds(self) -> Thresholds:
        """The numbers that decide; those on sources that send garbage are as set."""
        share = self.source_dead_percent / 100
        limits = Limits(self.source_dead_run, share, HOSTILE.window, self.source_sound_run)
        return Thresholds(hostile=limits)


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Yield name, default, what is allowed and meaning of every setting, for the docs."""
    for f in fields(Settings):
        yield PREFIX + f.name.upper(), shown(f.default), _allowed(f), f.metadata["doc"]


def shown(value: object) -> str:
    """Return a value as it is set."""
    if isinstance(value, bool):
        return str(int(value))
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _allowed(about: Field[Any]) -> str:
    if isinstance(about.default, bool):
        return "0, 1"
    if isinstance(about.default, int):
        return f"{about.metadata['low']}..{about.metadata['high']}"
    return ", ".join(about.metadata["choices"]) or "any text"


def _parsed(name: str, about: Field[Any], text: str) -> Any:
    if isinstance(about.default, tuple):
        values = tuple(word.strip() for word in text.split(",") if word.strip())
        for value in values:
            _check_choice(name, value, about)
        return values
    if isinstance(about.default, bool):
        return _flag(name, text)
    if isinstance(about.default, int):
        return _number(name, about, text)
    _check_choice(name, text, about)
    return text


def _flag(name: str, text: str) -> bool:
    if text.lower() not in ("0", "1", "false", "true", "no", "yes"):
        raise SettingsError(f"{name} must be 0 or 1, got {text!r}")
    return text.lower() in ("1", "true", "yes")


def _number(name: str, about: Field[Any], text: str) -> int:
    low, high = about.metadata["low"], about.metadata["high"]
    try:
        value = int(text)
    except ValueError:
        raise SettingsError(f"{name} must be a whole number, got {text!r}") from None
    if not low <= value <= high:
        raise SettingsError(f"{name} must be {low}..{high}, got {value}")
    return value


def _check_choice(name: str, value: str, about: Field[Any]) -> None:
    choices = about.metadata["choices"]
    if choices and value not in choices:
        raise SettingsError(f"{name} must be one of {', '.join(choices)}, got {value!r}")
