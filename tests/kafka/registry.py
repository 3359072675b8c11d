"""Apicurio Registry on loopback, in memory, to be paused and resumed."""

import http.client
import os
import signal
from pathlib import Path
from typing import Self

from deploy.apache_kafka import is_current, java, registry
from deploy.environment import Stop
from streams.adapters.child import Child
from tests.kafka.cluster import eventually, free_ports

LAYOUT = registry(Path(__file__).parents[2])
JVM = ("-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
PATH = "/apis/ccompat/v7"
START_S = 120.0
STOP_S = 10.0


class RealRegistry:
    """One registry that runs while entered."""

    def __init__(self, folder: Path) -> None:
        if not is_current(LAYOUT):
            raise Stop("the registry is not here: make test-full")
        (self._port,) = free_ports(1)
        (runner,) = LAYOUT.libs.glob("*-runner.jar")
        address = ("-Dquarkus.http.host=127.0.0.1", f"-Dquarkus.http.port={self._port}")
        self._command = [java(os.environ), *JVM, *address, "-jar", str(runner)]
        self._log = folder / "registry.log"
        self._child: Child | None = None
        self.url = f"http://127.0.0.1:{self._port}{PATH}"

    def __enter__(self) -> Self:
        self._child = Child(self._command, {}, self._log)
        try:
            eventually(self._answers, "the registry does not answer", START_S)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._child is not None:
            self.resume()
            self._child.stop(STOP_S)

    def pause(self) -> None:
        """Send SIGSTOP: connections open and nothing answers."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Send SIGCONT."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._child is not None and self._child.is_running:
            os.kill(self._child.pid, number)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=2)
        try:
            connection.request("GET", f"{PATH}/subjects")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()
