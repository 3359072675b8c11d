"""What a console asks of the database of incidents, on SQLite and PostgreSQL, by wall clock."""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import sqlalchemy as sa

from bench.incidents import CROWDED, START_MS, YEAR_MS, made_up
from bench.table import Line, Table
from deploy.environment import Stop
from deploy.postgres import postgres
from streams.adapters.database import connect, file_url
from streams.adapters.headers import Origin
from streams.adapters.incident_file import incident_file, revisions
from streams.adapters.incident_filters import Box, Wanted
from streams.adapters.incident_queries import count, incidents, suppressed
from streams.adapters.news_schema import INDEXES
from streams.adapters.news_store import NewsStore
from streams.domain.records import Record

INCIDENTS = {True: 2_000, False: 10_000}
ASKED = {True: 50, False: 300}
BATCH = 500
DAY_MS = 24 * 3_600_000
BOUND = ("list", "box")
LIST_MS = 50.0
"""What a list or a box may take, 95 of 100."""

Ask = Callable[[sa.Connection, random.Random], object]


def storage(*, quick: bool) -> Iterator[Table]:
    """Measure writing and every kind of question on each database that there is."""
    with databases() as found:
        for name, url in found.items():
            yield _measured(name, url, INCIDENTS[quick], ASKED[quick])


@contextmanager
def databases() -> Iterator[dict[str, str | sa.URL]]:
    """Lend a SQLite file and, where it is installed, PostgreSQL, with PostGIS if it has it."""
    with tempfile.TemporaryDirectory() as folder:
        found: dict[str, str | sa.URL] = {"SQLite": file_url(Path(folder) / "rasid.db")}
        try:
            with postgres() as url:
                yield {**found, **_of_server(url)}
        except Stop as stop:
            print(f"\n{stop}", flush=True)
            yield found


def _of_server(url: str) -> dict[str, str | sa.URL]:
    engine = connect(url).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        version = connection.exec_driver_sql("SHOW server_version").scalar()
        connection.exec_driver_sql("CREATE DATABASE extended")
        known = connection.exec_driver_sql("SELECT name FROM pg_available_extensions").scalars()
        extensions = sorted(set(known) & INDEXES.keys())
    engine.dispose()
    named: dict[str, str | sa.URL] = {f"PostgreSQL {str(version).split()[0]}": url}
    if extensions:
        other = sa.make_url(url).set(database="extended")
        engine = connect(other)
        with engine.begin() as connection:
            for extension in extensions:
                connection.exec_driver_sql(f"CREATE EXTENSION {extension}")
        engine.dispose()
        named[f"PostgreSQL with {' and '.join(extensions)}"] = other
    return named


def _measured(name: str, url: str | sa.URL, number: int, times: int) -> Table:
    store = NewsStore(url)
    written, seconds = _write(store, made_up(number))
    store.close()
    engine = connect(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    with engine.connect() as connection:
        lines = [_line(what, ask, connection, times) for what, ask in QUESTIONS.items()]
    engine.dispose()
    broken = [f"{one['question']} on {name}" for one in lines if _is_over(one)]
    notes = [f"{written:,} records written in {seconds:.0f} s, {written / seconds:,.0f} a second."]
    return Table(f"{number:,} incidents in {name}", lines, notes, broken)


def _write(store: NewsStore, stories: Iterator[list[Record]]) -> tuple[int, float]:
    """Write in batches; return how many records there were and the seconds that writing took."""
    waiting: list[tuple[Origin, Record | None]] = []
    written, seconds = 0, 0.0
    for story in stories:
        waiting += [(Origin("bench", 0, 0, 0, None, None, ()), record) for record in story]
        if len(waiting) >= BATCH:
            began = time.perf_counter()
            store.write(waiting, START_MS)
            seconds += time.perf_counter() - began
            written += len(waiting)
            waiting = []
    store.write(waiting, START_MS)
    return written, seconds


def _line(what: str, ask: Ask, connection: sa.Connection, times: int) -> Line:
    chance, spent = random.Random(what), []  # noqa: S311 - not for secrets
    for _ in range(times):
        began = time.perf_counter()
        ask(connection, chance)
        connection.rollback()
        spent.append((time.perf_counter() - began) * 1000)
    return {
        "question": what,
        "p50 ms": median(spent),
        "p95 ms": quantiles(spent, n=20)[-1],
        "slowest ms": max(spent),
    }


def _is_over(line: Line) -> bool:
    p95 = line["p95 ms"]
    return str(line["question"]).startswith(BOUND) and isinstance(p95, float) and p95 > LIST_MS


def _week(chance: random.Random) -> tuple[int, int]:
    start = START_MS + chance.randrange(YEAR_MS)
    return start, start + 7 * DAY_MS


def _box(chance: random.Random, degrees: float) -> Box:
    west, south = chance.uniform(-180, 180 - degrees), chance.uniform(-60, 70 - degrees)
    return Box(west, south, west + degrees, south + degrees)


def _cursor(connection: sa.Connection, chance: random.Random) -> str | None:
    return incidents(connection, _since(chance), limit=1).next


def _since(chance: random.Random) -> Wanted:
    return Wanted(reported_before=_week(chance)[0])


def _deep(connection: sa.Connection, chance: random.Random) -> object:
    return incidents(connection, Wanted(), cursor=_cursor(connection, chance))


def _of_week(connection: sa.Connection, chance: random.Random) -> object:
    start, end = _week(chance)
    return incidents(connection, Wanted(reported_from=start, reported_before=end))


def _in_week_box(connection: sa.Connection, chance: random.Random) -> object:
    start, end = _week(chance)
    box = _box(chance, 60)
    return incidents(connection, Wanted(reported_from=start, reported_before=end, box=box))


def _name(chance: random.Random) -> str:
    return f"inc-{chance.randrange(INCIDENTS[True]):06}"


QUESTIONS: dict[str, Ask] = {
    "list: the newest 50": lambda c, _: incidents(c, Wanted()),
    "list: the 50 changed last": lambda c, _: incidents(c, Wanted(), by="updated"),
    "list: 50 behind a cursor, which is asked for too": _deep,
    "list: of a week": _of_week,
    "list: of a country": lambda c, r: incidents(c, Wanted(countries=(r.choice(CROWDED),))),
    "list: of a kind of attack": lambda c, _: incidents(
        c, Wanted(attack_types=("suicide_bombing",))
    ),
    "list: of a group": lambda c, _: incidents(c, Wanted(perpetrators=("al-Shabaab",))),
    "list: of a level": lambda c, r: incidents(c, Wanted(levels=(r.choice(("low", "critical")),))),
    "list: suppressed": lambda c, _: suppressed(c, Wanted()),
    "list: 500 of everything": lambda c, _: incidents(c, Wanted(), limit=500),
    "box: 5 degrees": lambda c, r: incidents(c, Wanted(box=_box(r, 5))),
    "box: 20 degrees": lambda c, r: incidents(c, Wanted(box=_box(r, 20))),
    "box: 100 degrees, 500 at once": lambda c, r: incidents(c, Wanted(box=_box(r, 100)), limit=500),
    "box: 60 degrees, of a week": _in_week_box,
    "box: 20 degrees over the date line": lambda c, _: incidents(
        c, Wanted(box=Box(170, -30, -170, -10))
    ),
    "count: of a box of 20 degrees": lambda c, r: count(c, Wanted(box=_box(r, 20))),
    "words: a town": lambda c, r: incidents(c, Wanted(text=f"town {r.randrange(2_000)}")),
    "words: Arabic, of headlines and titles": lambda c, _: incidents(c, Wanted(text="كركوك")),
    "one incident, with reports and evidence": lambda c, r: incident_file(c, _name(r)),
    "one incident, all its revisions": lambda c, r: revisions(c, _name(r)),
}
