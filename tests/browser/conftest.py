"""A console as it runs: broker, database and process of its own, looked at with Chromium."""

import socket
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from kafka import KafkaProducer
from playwright.sync_api import sync_playwright

from streams.adapters import avro
from streams.adapters.database import file_url
from streams.adapters.embedded import EmbeddedBroker
from streams.adapters.news_store import NewsStore
from streams.adapters.tap import Tap
from streams.domain.topics import ALERT_BREAKING, INCIDENT_FEEDBACK, INCIDENT_UPDATED
from tests.browser.news import told, written
from tests.functional.services import Service, create_topics, until
from tests.samples import AT, origin

CHROMIUM = "/usr/bin/chromium"
"""Debian's."""
SWITCHES = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
TOKEN = "the-editor"  # noqa: S105 - of a console that lives for a test


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@dataclass
class Console:
    """A console that can be killed and started again at the same address."""

    brokers: str
    folder: Path
    port: int
    store: NewsStore
    producer: KafkaProducer
    service: Service | None = None

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}/"

    def start(self):
        tokens = self.folder / "tokens"
        tokens.write_text(f"edgar edit {sha256(TOKEN.encode()).hexdigest()}\n")
        self.service = Service(
            "console",
            self.brokers,
            self.folder / "run",
            RASID_DATABASE=str(self.store.url),
            RASID_CONSOLE_TOKENS=str(tokens),
            RASID_CONSOLE_PORT=str(self.port),
            RASID_CONSOLE_EDIT="1",
            RASID_CONSOLE_RATE="1000000",
        )
        self.service.__enter__()
        until(lambda: self.service.answer("/readyz")[0] == 200, "the console is ready")

    def kill(self):
        self.service.__exit__(None, None, None)

    def keep(self, *records):
        """Write records as storage does."""
        self.store.write([(origin("t", n), record) for n, record in enumerate(records)], AT)

    def publish(self, *records):
        """Send incidents and alerts as stages do; return once the broker has them."""
        for record in records:
            topic = INCIDENT_UPDATED if hasattr(record, "gate") else ALERT_BREAKING
            value = avro.encode(topic, record)
            self.producer.send(topic.name, value=value, key=topic.key_of(record))
        self.producer.flush()

    def tell(self, name, **fields):
        """Publish an incident and its alert."""
        incident, alert = told(name, **fields)
        self.publish(incident, alert)
        return incident


class Kept(NewsStore):
    """A store that knows its address."""

    def __init__(self, url):
        super().__init__(url)
        self.url = url


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture(scope="session")
def console(tmp_path_factory):
    folder = tmp_path_factory.mktemp("console")
    with EmbeddedBroker(folder / "broker") as broker:
        create_topics(broker.bootstrap)
        store = Kept(file_url(folder / "rasid.db"))
        producer = KafkaProducer(bootstrap_servers=broker.bootstrap)
        made = Console(broker.bootstrap, folder, free_port(), store, producer)
        made.keep(*written())
        made.start()
        yield made
        made.kill()
        producer.close()
        store.close()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        yield browser
        browser.close()


@pytest.fixture
def visit(console, chromium):
    """Return what opens a page with a token; whatever it complains of fails the test."""
    opened, complaints = [], []

    def open_page(path="", *, theme="light", quiet=True, **options):
        context = chromium.new_context(color_scheme=theme, locale="en-GB", **options)
        opened.append(context)
        context.add_cookies([{"name": "rasid", "value": TOKEN, "url": console.address}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        if quiet:
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda it: it.type == "error" and complaints.append(it.text))
        page.goto(console.address + path)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert complaints == []


@pytest.fixture
def decided(console):
    """Return what reads the one decision on an incident that was sent since."""
    with Tap(console.brokers, [INCIDENT_FEEDBACK.name]) as tap:

        def read(name):
            found = []
            while not found:
                records = [avro.decode(INCIDENT_FEEDBACK, one.value) for one in tap.read(1000)]
                found = [record for record in records if record.incident_id == name]
            [made] = found
            return made

        yield read


@pytest.fixture
def listed(visit):
    """Return what opens the list and waits for its rows."""

    def open_list(path="", **options):
        page = visit(path, **options)
        page.wait_for_selector("a.row")
        return page

    return open_list
