"""One or three Apache Kafka brokers on loopback, for tests, drills and benchmarks.

Each is broker and controller in one, formatted anew, in a JVM of its own that ends with us whatever
ends us. `make kafka` fetches the jars.
"""

import base64
import os
import signal
import socket
import subprocess
import time
import uuid
from pathlib import Path
from typing import Self

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from deploy.apache_kafka import Kafka, is_current, java
from deploy.environment import Stop
from streams.adapters.child import Child
from streams.adapters.embedded import free_port

KAFKA = Kafka(Path(__file__).parents[2])
START_S = 40.0
STOP_S = 15.0
JVM = ("-Xms96m", "-Xmx448m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
SEGMENT_MS = 10_000
"""Segments close early, so that compaction happens while a test runs."""


def missing() -> str | None:
    """Say what is missing for a cluster, or None."""
    try:
        java(os.environ)
    except Stop as stop:
        return str(stop)
    return None if is_current(KAFKA) else "Apache Kafka is not fetched: make kafka"


class Broker:
    """One broker; it keeps its ports and its log when it is started again."""

    def __init__(self, number: int, folder: Path, ports: tuple[int, int]) -> None:
        self.number = number
        self.folder = folder
        self.port, self.control_port = ports
        self._child: Child | None = None

    def format(self, cluster_id: str, voters: str, brokers: int) -> None:
        """Write the configuration and prepare the storage."""
        self.folder.mkdir(parents=True)
        self._file.write_text(self._properties(voters, brokers), "utf-8")
        command = self._java("kafka.tools.StorageTool", "format", "-t", cluster_id, "-c")
        done = subprocess.run([*command, str(self._file)], capture_output=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        """Start the process; `Cluster.wait` says when it answers."""
        command = self._java("kafka.Kafka", str(self._file))
        self._child = Child(command, {"PATH": os.environ["PATH"]}, self.log)

    def stop(self) -> None:
        """Shut down in an orderly way: partitions are handed over first."""
        if self._child is not None:
            self._child.stop(STOP_S)
            self._child = None

    def kill(self) -> None:
        """End the process at once."""
        if self._child is not None:
            os.kill(self._child.pid, signal.SIGKILL)
            self._child.stop(STOP_S)
            self._child = None

    def pause(self) -> None:
        """Let the process stand still."""
        os.kill(self._child.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Let the process go on."""
        os.kill(self._child.pid, signal.SIGCONT)

    @property
    def log(self) -> Path:
        return self.folder / "broker.log"

    @property
    def _file(self) -> Path:
        return self.folder / "server.properties"

    def _java(self, *arguments: str) -> list[str]:
        quiet = f"-Dlog4j2.configurationFile={KAFKA.logging}"
        return [java(os.environ), *JVM, quiet, "-cp", f"{KAFKA.libs}/*", *arguments]

    def _properties(self, voters: str, brokers: int) -> str:
        settings = {
            "process.roles": "broker,controller",
            "node.id": self.number,
            "controller.quorum.voters": voters,
            "listeners": f"PLAINTEXT://127.0.0.1:{self.port},"
            f"CONTROLLER://127.0.0.1:{self.control_port}",
            "advertised.listeners": f"PLAINTEXT://127.0.0.1:{self.port}",
            "controller.listener.names": "CONTROLLER",
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs": self.folder / "log",
            "auto.create.topics.enable": "false",
            "delete.topic.enable": "true",
            "group.initial.rebalance.delay.ms": 0,
            "offsets.topic.num.partitions": 4,
            "offsets.topic.replication.factor": brokers,
            "transaction.state.log.replication.factor": brokers,
            "transaction.state.log.min.isr": 1,
            "min.insync.replicas": min(2, brokers),
            "default.replication.factor": brokers,
            "num.network.threads": 2,
            "num.io.threads": 4,
            "num.recovery.threads.per.data.dir": 2,
            "log.cleaner.backoff.ms": 2_000,
            "log.cleaner.dedupe.buffer.size": 16 * 1024 * 1024,
            "log.roll.ms": SEGMENT_MS,
            "log.cleaner.min.cleanable.ratio": 0.05,
        }
        return "".join(f"{name}={value}\n" for name, value in settings.items())


class Cluster:
    """Brokers of one cluster, started and answering once entered, stopped on every way out."""

    def __init__(self, folder: Path, brokers: int = 1) -> None:
        ports = [(free_port(), free_port()) for _ in range(brokers)]
        self.brokers = [
            Broker(number, folder / f"broker-{number}", ports[number - 1])
            for number in range(1, brokers + 1)
        ]

    @property
    def bootstrap(self) -> str:
        """Return the addresses of all brokers."""
        return ",".join(f"127.0.0.1:{broker.port}" for broker in self.brokers)

    def __enter__(self) -> Self:
        cluster_id = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        voters = ",".join(f"{b.number}@127.0.0.1:{b.control_port}" for b in self.brokers)
        try:
            for broker in self.brokers:
                broker.format(cluster_id, voters, len(self.brokers))
            for broker in self.brokers:
                broker.start()
            self.wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for broker in self.brokers:
            broker.kill()

    def wait(self, brokers: int | None = None, within_s: float = START_S) -> None:
        """Return once so many brokers (all, unless said) answer and are registered."""
        wanted = len(self.brokers) if brokers is None else brokers
        deadline = time.monotonic() + within_s
        while (found := self._registered()) < wanted:
            assert time.monotonic() < deadline, f"{found} of {wanted} brokers; see {self._logs()}"
            time.sleep(0.1)

    def _registered(self) -> int:
        """Return how many brokers the cluster counts; kafka-python leaks sockets if none opens."""
        if not any(_opens(broker.port) for broker in self.brokers):
            return 0
        try:
            admin = KafkaAdminClient(
                bootstrap_servers=self.bootstrap.split(","), bootstrap_timeout_ms=1_000
            )
        except KafkaError:
            return 0
        try:
            return len(admin.describe_cluster()["brokers"])
        except KafkaError:
            return 0
        finally:
            admin.close()

    def _logs(self) -> str:
        return ", ".join(str(broker.log) for broker in self.brokers)


def _opens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
