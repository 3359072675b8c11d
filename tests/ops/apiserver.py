"""A real API server on loopback: etcd and kube-apiserver, with none of the controllers."""

import json
import secrets
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from deploy.kube_apiserver import BINARY
from tests.kafka.cluster import free_ports

START_S = 120.0
KUBECONFIG = """
apiVersion: v1
kind: Config
current-context: it
contexts: [{{name: it, context: {{cluster: it, user: it}}}}]
clusters: [{{name: it, cluster: {{server: "{url}", certificate-authority: "{authority}"}}}}]
users: [{{name: it, user: {{token: {token}}}}}]
"""


class Refused(Exception):
    """What the API server did not take, in its own words."""


class ApiServer:
    """A server that answers; `kubeconfig` is the way in for Helm."""

    def __init__(self, url: str, authority: Path, token: str) -> None:
        self._url = url
        self._token = token
        self._trust = ssl.create_default_context(cafile=str(authority))
        self.kubeconfig = KUBECONFIG.format(url=url, authority=authority, token=token)

    def ask(self, method: str, path: str, body: Any = None, kind: str = "application/json") -> Any:
        """Return the answer. Raises Refused with the message of an error."""
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": kind}
        sent = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._url + path, sent, headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, context=self._trust, timeout=30) as answer:  # noqa: S310
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                raise Refused(error.read().decode()) from None

    def is_ready(self) -> bool:
        """Whether it has started entirely."""
        request = urllib.request.Request(f"{self._url}/readyz")  # noqa: S310
        request.add_header("Authorization", f"Bearer {self._token}")
        try:
            with urllib.request.urlopen(request, context=self._trust, timeout=5) as page:  # noqa: S310
                return bool(page.status == 200)
        except OSError:
            return False

    def namespace(self, name: str, **labels: str) -> None:
        """Make a namespace."""
        metadata = {"name": name, "labels": labels}
        self.ask("POST", "/api/v1/namespaces", {"metadata": metadata})


@contextmanager
def apiserver(folder: Path) -> Iterator[ApiServer]:
    """Start etcd and the API server with what they write in `folder`, and end both."""
    store, peer, port = free_ports(3)
    token = secrets.token_hex(16)
    (folder / "tokens.csv").write_text(f"{token},it,it,system:masters\n")
    (folder / "accounts.pem").write_bytes(_key())
    etcd = [
        "etcd",
        f"--data-dir={folder}/etcd",
        f"--listen-client-urls=http://127.0.0.1:{store}",
        f"--advertise-client-urls=http://127.0.0.1:{store}",
        f"--listen-peer-urls=http://127.0.0.1:{peer}",
        f"--initial-advertise-peer-urls=http://127.0.0.1:{peer}",
        f"--initial-cluster=default=http://127.0.0.1:{peer}",
    ]
    server = [
        str(BINARY),
        f"--etcd-servers=http://127.0.0.1:{store}",
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        "--endpoint-reconciler-type=none",
        f"--secure-port={port}",
        f"--cert-dir={folder}/certificates",
        f"--token-auth-file={folder}/tokens.csv",
        "--authorization-mode=RBAC",
        "--service-cluster-ip-range=10.96.0.0/16",
        "--service-account-issuer=https://kubernetes.default.svc",
        f"--service-account-key-file={folder}/accounts.pem",
        f"--service-account-signing-key-file={folder}/accounts.pem",
        # No controller makes the account that it would ask for.
        "--disable-admission-plugins=ServiceAccount",
    ]
    with _process(etcd, folder / "etcd.log"), _process(server, folder / "apiserver.log") as process:
        authority = folder / "certificates" / "apiserver.crt"
        deadline = time.monotonic() + START_S
        found: ApiServer | None = None
        while not (found and found.is_ready()):
            log = (folder / "apiserver.log").read_text()[-3000:]
            assert process.poll() is None, log
            assert time.monotonic() < deadline, log
            if found is None and authority.exists():
                found = ApiServer(f"https://127.0.0.1:{port}", authority, token)
            time.sleep(0.2)
        yield found


@contextmanager
def _process(command: list[str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def _key() -> bytes:
    return rsa.generate_private_key(public_exponent=65_537, key_size=2_048).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )


def definition(kind: str, plural: str, api_version: str, schema: Mapping[str, Any]) -> Any:
    """Return the CustomResourceDefinition of a kind with the schema that a catalogue has of it."""
    group, _, version = api_version.partition("/")
    served = {
        "name": version,
        "served": True,
        "storage": True,
        "schema": {"openAPIV3Schema": structural(schema)},
    }
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": f"{plural}.{group}"},
        "spec": {
            "group": group,
            "scope": "Namespaced",
            "names": {"kind": kind, "plural": plural, "singular": kind.lower()},
            "versions": [served],
        },
    }


def structural(schema: Any) -> Any:
    """Return a schema in the form that an API server takes.

    What the catalogue adds goes: fields closed to others, which a server is without being told,
    and a choice of number or text, which has a word of its own.
    """
    if isinstance(schema, list):
        return [structural(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if {part.get("type") for part in schema.get("oneOf", ())} == {"string", "integer"}:
        return {"x-kubernetes-int-or-string": True}
    return {
        name: structural(part)
        for name, part in schema.items()
        if not (name == "additionalProperties" and part is False)
    }
