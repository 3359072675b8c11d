"""The bundled broker: it serves, listens on loopback alone and never outlives its owner."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.admin import NewTopic

from streams.adapters import embedded
from streams.adapters.embedded import BrokerUnavailable, EmbeddedBroker, broker_binary

pytestmark = pytest.mark.embedded

# A job started in the background inherits an ignored SIGINT; a person's shell does not do that.
OWNER = """
import signal, sys, time
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)
from streams.adapters.embedded import EmbeddedBroker
with EmbeddedBroker(Path(sys.argv[1])) as broker:
    print(broker.pid, flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def _needs_binary(tmp_path: Path) -> None:
    try:
        broker_binary(tmp_path)
    except BrokerUnavailable as error:
        pytest.skip(str(error))


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[EmbeddedBroker]:
    with EmbeddedBroker(tmp_path / "a state folder") as started:
        yield started


def test_broker_carries_records_in_order(broker: EmbeddedBroker) -> None:
    admin = KafkaAdminClient(bootstrap_servers=broker.bootstrap)
    admin.create_topics([NewTopic("news", 1, 1)])
    admin.close()
    producer = KafkaProducer(bootstrap_servers=broker.bootstrap)
    for number in range(25):
        producer.send("news", f"خبر {number}".encode())
    producer.flush()
    producer.close()

    consumer = KafkaConsumer(
        "news",
        bootstrap_servers=broker.bootstrap,
        auto_offset_reset="earliest",
        consumer_timeout_ms=5000,
    )
    texts = [next(consumer).value.decode() for _ in range(25)]
    consumer.close()

    assert texts == [f"خبر {number}" for number in range(25)]


def test_broker_listens_on_loopback_alone(broker: EmbeddedBroker) -> None:
    port = int(broker.bootstrap.removeprefix("127.0.0.1:"))

    assert listeners(broker.pid) == {("127.0.0.1", port)}


def test_broker_ignores_settings_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LISTENER_URL", "tcp://0.0.0.0:9092")
    monkeypatch.setenv("STORAGE_ENGINE", "postgres://nowhere")

    with EmbeddedBroker(tmp_path) as broker:
        assert {address for address, _ in listeners(broker.pid)} == {"127.0.0.1"}


def test_broker_starts_when_its_port_was_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ports = iter([taken.getsockname()[1], embedded.free_port()])
        monkeypatch.setattr(embedded, "free_port", lambda: next(ports))

        with EmbeddedBroker(tmp_path) as broker:
            assert broker.bootstrap != f"127.0.0.1:{taken.getsockname()[1]}"
            assert broker.is_running


def test_broker_is_gone_after_the_block_even_with_a_client_connected(tmp_path: Path) -> None:
    with EmbeddedBroker(tmp_path) as broker:
        pid = broker.pid
        producer = KafkaProducer(bootstrap_servers=broker.bootstrap, retries=0)
        began = time.monotonic()
    seconds = time.monotonic() - began
    producer.close(timeout=0)

    assert not is_alive(pid)
    assert not broker.is_running
    assert seconds < 4


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_broker_dies_with_its_owner(tmp_path: Path, ending: signal.Signals) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    with owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        owner.send_signal(ending)
        owner.wait(10)

    assert ends_within(pid, seconds=5)


def test_missing_binary_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded.importlib.util, "find_spec", lambda _: None)

    with pytest.raises(BrokerUnavailable, match="RASID_BROKERS") as caught:
        EmbeddedBroker(tmp_path).__enter__()

    assert "\n" not in str(caught.value)


def test_broken_binary_is_said_with_its_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "tansu"
    broken.write_bytes(b"\x7fELF of another world")
    broken.chmod(0o700)
    monkeypatch.setattr(embedded, "broker_binary", lambda _: broken)

    with pytest.raises(BrokerUnavailable, match="cannot run the bundled broker"):
        EmbeddedBroker(tmp_path).__enter__()


def test_binary_without_its_executable_bit_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded.os, "access", lambda *_: False)

    copy = broker_binary(tmp_path)

    assert copy.parent == tmp_path
    assert copy.stat().st_mode & 0o100


def listeners(pid: int | None) -> set[tuple[str, int]]:
    """Read the listening TCP sockets of a process from /proc."""
    if not Path("/proc/net/tcp").exists():
        pytest.skip("listeners are read from /proc")
    sockets = {str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()}
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            _, local, _, state, *_, inode = line.split()[:10]
            if state == "0A" and f"socket:[{inode}]" in sockets:
                address, port = local.split(":")
                found.add((socket.inet_ntoa(bytes.fromhex(address)[::-1]), int(port, 16)))
    return found


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def ends_within(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while is_alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
