"""The whole product at work: brokers, PostgreSQL, workers and every service, each a process."""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from deploy.postgres import Server
from streams.adapters.database import connect
from streams.config import STAGES
from streams.domain.topics import ALERT_BREAKING, TOPICS
from streams.services.storage import READS
from streams.topology import TOPOLOGY
from tests.chaos.crew import Part
from tests.chaos.ends import Inbox, deliveries, stored, waiting
from tests.chaos.feed import Sent
from tests.chaos.field import Field, paced
from tests.chaos.field import field as a_field
from tests.chaos.hook import receiver
from tests.chaos.post import Poster, tokens
from tests.chaos.verifier import Account, account, undisturbed
from tests.kafka.cluster import free_ports

SERVICES = ("storage", "alerting", "ingest", "console")
OUTBOX = "outbox"
"""The database of the alerting service, beside that of what was read."""
SETTLE_S = 300.0
MEND_S = 0.5


@dataclass
class House:
    """Everything that runs, and who watches it."""

    at: Field
    server: Server
    inbox: Inbox
    poster: Poster
    workers: list[Part]
    services: dict[str, Part]
    killed: dict[str, int] = field(default_factory=dict)
    _mended_at: float = 0.0

    @property
    def parts(self) -> list[Part]:
        """All processes of the product."""
        return [*self.workers, *self.services.values()]

    @property
    def chance(self) -> random.Random:
        """What decides when harm is done."""
        return self.at.chance

    @property
    def replaced(self) -> list[str]:
        """Which parts ended by themselves and were started anew, with what they said of it."""
        return [f"{part.name} ({part.last_words()})" for part in self.parts if part.restarts]

    def mend(self) -> None:
        """Start anew what ended by itself."""
        if time.monotonic() - self._mended_at > MEND_S:
            self._mended_at = time.monotonic()
            for part in self.parts:
                part.mend()

    def send(self, feed: Iterable[Sent], rate: float, seconds: float = 1e9) -> None:
        """Post messages at `rate` a second, for so many seconds at most."""
        until = time.monotonic() + seconds
        for message in paced(feed, rate):
            self.post(message)
            if time.monotonic() > until:
                return

    def post(self, message: Sent) -> None:
        """Post one message, and see to what has ended."""
        self.poster.send(message)
        self.mend()

    def kill(self, victim: Part) -> None:
        """End a part at once, to be started again by `start`."""
        self.killed[victim.name] = self.killed.get(victim.name, 0) + 1
        victim.kill()

    def verify(self, *, within_s: float = SETTLE_S) -> Account:
        """Wait until all is worked on, stored and told, then account for everything."""
        self.settle(within_s)
        with self.at.log() as log:
            found = account(log, self.at.publisher.sent | self.poster.sent)
            found.doubtful += self.poster.refused
            undisturbed(log, TOPOLOGY, self.at.ctx, found)
            stored(log, self.server.url, found)
            deliveries(log, self.inbox, found)
        return found

    def settle(self, within_s: float = SETTLE_S) -> None:
        """Return once nothing waits for anybody any more."""
        self.poster.settle(self.mend, within_s)
        self.at.publisher.settle()
        read = [topic.name for topic in READS] + [topic.dead for topic in TOPICS]
        sources = {topic.name for stage in TOPOLOGY for topic in stage.sources}
        self.at.worked_off("-".join(("rasid", *STAGES)), sources, self.mend, within_s)
        self.at.worked_off("rasid-storage", read, self.mend, within_s)
        self.at.worked_off("rasid-alerting", [ALERT_BREAKING.name], self.mend, within_s)
        deadline = time.monotonic() + within_s
        while left := waiting(self.outbox_url):
            assert time.monotonic() < deadline, f"{left} alerts are not delivered"
            self.mend()
            time.sleep(0.3)

    @property
    def outbox_url(self) -> str:
        """Where the alerting service keeps what it has yet to deliver."""
        return _beside(self.server.url)

    def stop(self) -> None:
        """Stop every part."""
        for part in self.parts:
            part.stop()


def _beside(url: str) -> str:
    return url.rpartition("/")[0] + "/" + OUTBOX


@contextmanager
def house(
    folder: Path,
    seed: int,
    *,
    brokers: int = 1,
    workers: int = 2,
    answer: Callable[[str], int | None] = lambda _: 200,
    prepare: Callable[[Server], None] = lambda _: None,
    more: dict[str, str] | None = None,
) -> Iterator[House]:
    """Enter with every part ready. `prepare` is given the server before it has data.

    `answer` says with what status the receiver of alerts answers; `more` are settings of all parts.
    """
    with ExitStack() as stack:
        at = stack.enter_context(a_field(folder, seed, brokers))
        server = stack.enter_context(_database(prepare))
        inbox = Inbox(answer)
        settings = stack.enter_context(receiver(inbox.take, folder))
        (port,) = free_ports(1)
        settings |= {
            "RASID_BROKERS": at.cluster.bootstrap,
            "RASID_DATABASE": server.url,
            "RASID_ALERT_DATABASE": _beside(server.url),
            "RASID_SESSION_TIMEOUT_MS": "6000",
            "RASID_INGEST_PORT": str(port),
            "RASID_INGEST_TOKENS": str(tokens(folder / "tokens")),
            "RASID_CONSOLE_PORT": "0",
            **(more or {}),
        }
        poster = Poster(port)
        stack.callback(poster.close)
        made = House(
            at,
            server,
            inbox,
            poster,
            [at.worker(f"worker-{n}", **settings) for n in range(workers)],
            {n: Part(n, ("serve", n), folder / "services", **settings) for n in SERVICES},
        )
        stack.callback(made.stop)
        for part in (made.services["storage"], *made.parts):  # storage makes the console's tables
            if not part.is_ready():
                part.start()
                part.wait_ready()
        yield made


@contextmanager
def _database(prepare: Callable[[Server], None]) -> Iterator[Server]:
    """Enter a server in a folder that its account may reach, unlike ours."""
    with TemporaryDirectory(prefix="chaos-postgres-", ignore_cleanup_errors=True) as folder:
        server = Server(Path(folder))
        prepare(server)
        server.make()
        server.start()
        try:
            engine = connect(server.url).execution_options(isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(sa.text(f"CREATE DATABASE {OUTBOX}"))
            engine.dispose()
            yield server
        finally:
            if server.is_running:
                server.stop("immediate")
