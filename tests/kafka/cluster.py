"""Apache Kafka on loopback: one broker or three, to be stopped, killed, paused and started again.

Each broker is a controller too (KRaft), a process with a watcher beside it, so that none outlives
the process that started it, whatever ends that one.
"""

import os
import random
import signal
import socket
import subprocess
import time
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from deploy.apache_kafka import Kafka, is_current, java
from deploy.environment import Stop
from streams.adapters import topics_admin
from streams.adapters.child import Child
from streams.domain.topics import TOPICS
from streams.topology import TOPOLOGY

KAFKA = Kafka(Path(__file__).parents[2])
HEAP = ("-Xms128m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
START_S = 60.0
STOP_S = 10.0
# Below the range from which systems take ports for connections: a broker that is down for a while
# must find its port free again.
PORTS = range(20_000, 32_000)
PROTOCOLS = "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"
SETTINGS = {
    "process.roles": "broker,controller",
    "controller.listener.names": "CONTROLLER",
    "auto.create.topics.enable": "false",
    "num.network.threads": "2",
    "num.io.threads": "2",
    "group.initial.rebalance.delay.ms": "0",
    "group.min.session.timeout.ms": "1000",
    "offsets.topic.num.partitions": "8",
    "transaction.state.log.num.partitions": "2",
    # Small segments, and a cleaner that looks often, so that compaction happens while tests run.
    # A segment holds the largest message and a little more.
    "log.segment.bytes": str(4 * 1024 * 1024),
    "log.initial.task.delay.ms": "1000",
    "log.cleaner.backoff.ms": "1000",
    "log.cleaner.min.cleanable.ratio": "0.1",
    "log.cleaner.dedupe.buffer.size": str(16 * 1024 * 1024),
}


class Broker:
    """One broker of a cluster; `start` returns before it answers."""

    def __init__(self, command: list[str], log: Path, port: int) -> None:
        self.address = f"127.0.0.1:{port}"
        self.log = log
        self._command = command
        self._child: Child | None = None

    @property
    def is_running(self) -> bool:
        """Whether the process is alive, if only paused."""
        return self._child is not None and self._child.is_running

    @property
    def pid(self) -> int | None:
        """Process id; None when it does not run."""
        return self._child.pid if self._child else None

    def start(self) -> None:
        """Start the process, with the log directory as it was left."""
        if self.is_running:
            raise RuntimeError(f"broker {self.address} runs already")
        self._child = Child(self._command, {}, self.log)

    def stop(self) -> None:
        """Send SIGTERM, which hands its leadership on; after 10 s SIGKILL."""
        self._end(STOP_S)

    def kill(self) -> None:
        """Send SIGKILL."""
        self._signal(signal.SIGKILL)
        self._end(STOP_S)

    def pause(self) -> None:
        """Send SIGSTOP: connections stay open and nothing answers."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Send SIGCONT."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._child is not None and self._child.is_running:
            os.kill(self._child.pid, number)

    def _end(self, grace_s: float) -> None:
        self.resume()
        if self._child is not None:
            self._child.stop(grace_s)
            self._child = None


class Cluster:
    """Brokers that run while entered; entering returns once all of them have registered.

    `folder` takes their data and logs. `listeners` are further ones of the first broker, each with
    its protocol; `at` has their addresses. Raises Stop when `make kafka` has not been run.
    """

    def __init__(
        self,
        folder: Path,
        brokers: int = 1,
        settings: Mapping[str, str] | None = None,
        listeners: Mapping[str, str] | None = None,
    ) -> None:
        if not is_current(KAFKA):
            raise Stop("Apache Kafka is not here: make kafka")
        self._java = [java(os.environ), *HEAP, f"-Dlog4j2.configurationFile={KAFKA.logging}"]
        self._java += ["-cp", f"{KAFKA.libs}/*"]
        self._folder = folder
        self._extra = dict(settings or {})
        self._listeners = dict(listeners or {})
        self._ports = free_ports(2 * brokers + len(self._listeners))
        further = self._ports[2 * brokers :]
        self.at = {
            name: f"127.0.0.1:{port}" for name, port in zip(self._listeners, further, strict=True)
        }
        self.brokers = [self._broker(number) for number in range(brokers)]
        self.bootstrap = ",".join(broker.address for broker in self.brokers)

    def __enter__(self) -> Self:
        try:
            self._format()
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """End all at once: a lone survivor would wait for a quorum before it goes."""
        with ThreadPoolExecutor(len(self.brokers)) as pool:
            list(pool.map(Broker.stop if len(self.brokers) == 1 else Broker.kill, self.brokers))

    def start(self) -> None:
        """Start those that do not run and return once all answer and have registered."""
        for broker in self.brokers:
            if not broker.is_running:
                broker.start()
        eventually(self._is_complete, "not all brokers have registered", START_S)

    def _is_complete(self) -> bool:
        """Whether each broker answers and the cluster says that it has them all.

        Its word alone is not enough: a killed broker is registered until its session ends.
        """
        if not all(_listens(broker.address) for broker in self.brokers):
            return False
        try:
            with _admin(self.bootstrap) as admin:
                return len(admin.describe_cluster()["brokers"]) == len(self.brokers)
        except KafkaError:
            return False

    def _broker(self, number: int) -> Broker:
        command = [*self._java, "kafka.Kafka", str(self._properties(number))]
        return Broker(command, self._folder / f"broker-{number}.log", self._ports[2 * number])

    def _properties(self, number: int) -> Path:
        return self._folder / f"broker-{number}.properties"

    def _format(self) -> None:
        """Write the settings and prepare the data folder of each broker, all at once."""
        self._folder.mkdir(parents=True, exist_ok=True)
        cluster = urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        tool = [*self._java, "kafka.tools.StorageTool", "format", f"--cluster-id={cluster}"]

        def prepare(number: int) -> None:
            path = self._properties(number)
            lines = [f"{name}={value}\n" for name, value in self._settings(number).items()]
            path.write_text("".join(lines), "utf-8")
            done = subprocess.run([*tool, "--config", path], capture_output=True, check=False)
            if done.returncode:
                raise RuntimeError(done.stderr.decode() or done.stdout.decode())

        with ThreadPoolExecutor(len(self.brokers)) as pool:
            list(pool.map(prepare, range(len(self.brokers))))

    def _settings(self, number: int) -> dict[str, str]:
        count = len(self.brokers)
        port, controller = self._ports[2 * number], self._ports[2 * number + 1]
        voters = [f"{n}@127.0.0.1:{self._ports[2 * n + 1]}" for n in range(count)]
        replicas = str(min(3, count))
        further = self._listeners if number == 0 else {}
        places = [f"{name}://{self.at[name]}" for name in further]
        protocols = [f"{name}:{protocol}" for name, protocol in further.items()]
        return {
            **SETTINGS,
            "listener.security.protocol.map": ",".join([PROTOCOLS, *protocols]),
            "node.id": str(number),
            "controller.quorum.voters": ",".join(voters),
            "listeners": ",".join(
                (f"PLAINTEXT://127.0.0.1:{port}", f"CONTROLLER://127.0.0.1:{controller}", *places)
            ),
            "log.dirs": str(self._folder / f"data-{number}"),
            "min.insync.replicas": str(min(2, count)),
            "offsets.topic.replication.factor": replicas,
            "transaction.state.log.replication.factor": replicas,
            "transaction.state.log.min.isr": str(min(2, count)),
            **self._extra,
        }


def fresh_topics(bootstrap: str, partitions: int = 4, replication: int = 1) -> None:
    """Delete all topics and create ours anew, through the product's own list and client."""
    remove_topics(bootstrap)
    topics_admin.create(bootstrap, topics_admin.plans(TOPICS, TOPOLOGY, partitions), replication)


def remove_topics(bootstrap: str) -> None:
    """Delete all topics but Kafka's own; what groups committed on them goes too."""
    with _admin(bootstrap) as admin:
        if ours := [name for name in admin.list_topics() if not name.startswith("__")]:
            admin.delete_topics(ours)


def free_ports(count: int) -> list[int]:
    """Choose ports of 127.0.0.1 that nobody holds, all held at once while choosing."""
    held: list[socket.socket] = []
    try:
        for port in random.sample(PORTS, len(PORTS)):
            chosen = socket.socket()
            held.append(chosen)
            if not _bound(chosen, port):
                held.pop().close()
            if len(held) == count:
                return [each.getsockname()[1] for each in held]
    finally:
        for each in held:
            each.close()
    raise RuntimeError(f"fewer than {count} of the ports {PORTS} are free")


def eventually(check: Callable[[], object], complaint: str, patience_s: float = 60.0) -> None:
    """Return once `check` is true. Raises TimeoutError with the complaint."""
    deadline = time.monotonic() + patience_s
    while not check():
        if time.monotonic() > deadline:
            raise TimeoutError(complaint)
        time.sleep(0.05)


@contextmanager
def _admin(bootstrap: str) -> Iterator[Any]:
    admin = KafkaAdminClient(
        bootstrap_servers=bootstrap.split(","), bootstrap_timeout_ms=2_000, request_timeout_ms=5_000
    )
    try:
        yield admin
    finally:
        admin.close()


def _bound(chosen: socket.socket, port: int) -> bool:
    try:
        chosen.bind(("127.0.0.1", port))
    except OSError:
        return False
    return True


def _listens(address: str) -> bool:
    host, _, port = address.partition(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True
