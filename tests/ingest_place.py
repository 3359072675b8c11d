"""An ingest that answers on loopback, over a producer in memory."""

import json
import math
import socket
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Event, Thread

from streams.adapters.service_metrics import ServiceMetrics
from streams.domain.errors import Unavailable
from streams.services.ingest.door import Door, application
from streams.services.ingest.handover import Handover
from streams.services.ingest.publishers import Publishers, digest
from streams.services.ingest.server import Server
from streams.services.patience import Patience
from tests.fake_bus import FakeStop

TOKEN = "a-token"  # noqa: S105
ONE = {"url": "https://okaz.com.sa/1", "title": "Blast", "body": "Five dead in Kirkuk."}


class FakeOut:
    """A producer in memory; `opens` holds up acknowledgements, `down` fails them."""

    def __init__(self):
        self.sent, self.kept = [], []
        self.opens = Event()
        self.opens.set()
        self.down = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.sent.clear()

    def send(self, _, record, *, headers):
        self.sent.append((record, dict(headers)))

    def flush(self):
        self.opens.wait(60)
        if self.down:
            raise Unavailable("down")
        self.kept += self.sent
        self.sent.clear()


def until(is_so):
    while not is_so():
        time.sleep(0.005)


class Place:
    """An ingest that answers on loopback."""

    def __init__(self, port, out, handover, metrics):
        self.port, self.out, self.handover, self.metrics = port, out, handover, metrics

    def post(self, body, kind="application/json", token=TOKEN, path="/articles", **headers):
        body = json.dumps(body).encode() if not isinstance(body, bytes) else body
        sent = {"Content-Type": kind, **{k.replace("_", "-"): v for k, v in headers.items()}}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", path, body, sent)
            found = connection.getresponse()
            return found.status, json.loads(found.read()), found.headers
        finally:
            connection.close()


@contextmanager
def opened(**wanted):
    out, metrics = FakeOut(), ServiceMetrics()
    limit = wanted.pop("in_flight_bytes", 10_000_000)
    handover = Handover(lambda: out, Patience(FakeStop(), math.inf), limit)
    thread = Thread(target=handover.run)
    thread.start()
    until(lambda: handover.is_open)
    door = Door(Publishers({digest(TOKEN): "okaz.com.sa"}), handover, metrics, **wanted)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        with Server(application(door), listening) as server:
            until(lambda: server.is_running)
            yield Place(listening.getsockname()[1], out, handover, metrics)
        out.opens.set()
        handover.close()
        thread.join(60)
