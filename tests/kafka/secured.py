"""A broker that asks who comes: certificates of the tests' own, a user a part, and its rights."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import trustme
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLOperation,
    ACLPermissionType,
    ResourcePattern,
    ResourceType,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from streams.adapters import security
from streams.cli.roles import Role, each_stage, roles
from streams.config import Settings
from streams.topology import TOPOLOGY
from tests.kafka.cluster import Cluster

GROUP = "rasid"
PASSWORD = "correct horse, battery staple"  # noqa: S105 - of nothing but these tests
ALGORITHM = "SCRAM-SHA-512"
LISTENERS = {
    "TLS": "SSL",
    "MTLS": "SSL",
    "SCRAM": "SASL_SSL",
    "EXPIRED": "SSL",
    "ELSEWHERE": "SSL",
}
"""The last two show certificates that are not to be trusted."""
WORKERS = {
    "reader": ("sign", "language", "extract"),
    "owner": ("dedup",),
    "fusion": ("fuse", "escalate"),
}
"""As the chart has them."""
ROLES = roles(
    GROUP,
    each_stage()
    | {name: tuple(s for s in TOPOLOGY if s.name in stages) for name, stages in WORKERS.items()},
)
PAST = {
    "not_before": datetime(2020, 1, 1, tzinfo=UTC),
    "not_after": datetime(2021, 1, 1, tzinfo=UTC),
}


@dataclass(frozen=True, slots=True)
class Papers:
    """A folder of certificates, keys and passwords."""

    folder: Path

    def path(self, name: str) -> str:
        """Return where a paper lies."""
        return str(self.folder / name)

    def issue(self) -> None:
        """Make what brokers show, what clients show and whom they trust, by two authorities."""
        ours, theirs = (trustme.CA(key_type=trustme.KeyType.ECDSA) for _ in range(2))
        ours.cert_pem.write_to_path(self.path("ca.pem"))
        theirs.cert_pem.write_to_path(self.path("other-ca.pem"))
        self._keep("broker", ours.issue_cert("127.0.0.1"))
        self._keep("expired", ours.issue_cert("127.0.0.1", **PAST))
        self._keep("elsewhere", ours.issue_cert("kafka.example"))
        for role in ROLES:
            self._keep(user(role.name), ours.issue_cert("c.example", common_name=user(role.name)))
        self._keep("late", ours.issue_cert("c.example", common_name="late", **PAST))
        self._keep("stranger", theirs.issue_cert("c.example", common_name="stranger"))
        Path(self.path("password")).write_text(f"{PASSWORD}\n", "utf-8")
        Path(self.path("wrong")).write_text("wrong\n", "utf-8")

    def _keep(self, name: str, made: trustme.LeafCert) -> None:
        """Write a certificate, its key, and both in one file; Java reads keys in PKCS 8 alone."""
        key = load_pem_private_key(made.private_key_pem.bytes(), None)
        pkcs8 = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        chain = b"".join(blob.bytes() for blob in made.cert_chain_pems)
        for ending, content in ((".crt", chain), (".key", pkcs8), (".pem", pkcs8 + chain)):
            Path(self.path(name + ending)).write_bytes(content)


@dataclass(frozen=True, slots=True)
class Secured:
    """A cluster of one broker with these listeners; in the clear one may do everything."""

    cluster: Cluster
    papers: Papers

    def scram(self, part: str, **other: str) -> dict[str, str]:
        """Return the settings of a part with user and password."""
        papers = self.papers
        return {
            "RASID_BROKERS": self.cluster.at["SCRAM"],
            "RASID_KAFKA_SECURITY": "scram",
            "RASID_KAFKA_CA": papers.path("ca.pem"),
            "RASID_KAFKA_USER": user(part),
            "RASID_KAFKA_PASSWORD": papers.path("password"),
            **other,
        }

    def mtls(self, part: str, **other: str) -> dict[str, str]:
        """Return the settings of a part with a certificate."""
        return {
            "RASID_BROKERS": self.cluster.at["MTLS"],
            "RASID_KAFKA_SECURITY": "mtls",
            "RASID_KAFKA_CA": self.papers.path("ca.pem"),
            "RASID_KAFKA_CERTIFICATE": self.papers.path(f"{user(part)}.crt"),
            "RASID_KAFKA_KEY": self.papers.path(f"{user(part)}.key"),
            **other,
        }


def user(part: str) -> str:
    """Return the user of a part."""
    return f"{GROUP}-{part}"


@contextmanager
def secured(folder: Path) -> Iterator[Secured]:
    """Start a broker with users and their rights."""
    papers = Papers(folder)
    papers.issue()
    with Cluster(folder / "broker", settings=_settings(papers), listeners=LISTENERS) as cluster:
        admin = KafkaAdminClient(bootstrap_servers=cluster.bootstrap)
        try:
            made = [
                UserScramCredentialUpsertion(user(r.name), ScramMechanism.SCRAM_SHA_512, PASSWORD)
                for r in ROLES
            ]
            assert set(admin.alter_user_scram_credentials(made).values()) == {None}
            assert admin.create_acls([acl for role in ROLES for acl in acls(role)])["failed"] == []
        finally:
            admin.close()
        yield Secured(cluster, papers)


def acls(role: Role) -> Sequence[ACL]:
    """Return the rights of a part as a broker keeps them."""
    return [
        ACL(
            f"User:{user(role.name)}",
            "*",
            ACLOperation[right.operation],
            ACLPermissionType.ALLOW,
            ResourcePattern(ResourceType[right.kind.upper()], right.name),
        )
        for right in role.rights
    ]


@contextmanager
def speaking(settings: Mapping[str, str]) -> Iterator[str]:
    """Speak with Kafka by these settings in this process; give the address of the brokers."""
    named = {name: value for name, value in settings.items() if name.startswith("RASID_")}
    found = Settings.from_env(named)
    security.use(found)
    try:
        yield found.brokers
    finally:
        security.use(Settings())


def _settings(papers: Papers) -> dict[str, Any]:
    shown = {
        f"listener.name.{name}.ssl.keystore.location": papers.path(f"{name}.pem")
        for name in ("expired", "elsewhere")
    }
    return {
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": "User:ANONYMOUS",
        "sasl.enabled.mechanisms": ALGORITHM,
        "ssl.keystore.type": "PEM",
        "ssl.truststore.type": "PEM",
        "ssl.keystore.location": papers.path("broker.pem"),
        "ssl.truststore.location": papers.path("ca.pem"),
        "ssl.principal.mapping.rules": "RULE:^.*CN=([^,]+).*$/$1/",
        "listener.name.mtls.ssl.client.auth": "required",
        "listener.name.scram.scram-sha-512.sasl.jaas.config": (
            "org.apache.kafka.common.security.scram.ScramLoginModule required;"
        ),
        **shown,
    }
