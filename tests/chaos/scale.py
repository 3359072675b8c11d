"""The drill of size: one partition and one worker say what eight and three say."""

import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from streams.adapters import avro
from streams.cli.results import Results
from streams.domain.topics import TOPICS
from tests.canonical import canonical
from tests.chaos.feed import Feed, Sent
from tests.chaos.field import Outcome, field

SIZES = ((1, 1), (8, 3))
"""Partitions and workers."""


def scale(folder: Path, seed: int, *, full: bool) -> Outcome:
    """Tell the same feed to a small and to a large installation and compare what both say.

    What is told at once has no order on several partitions. So it is told in waves, each once the
    one before it is worked off, and no two reports of one place are in the same wave.
    """
    articles = 1_500 if full else 300
    said, clean, seen = [], True, []
    for partitions, workers in SIZES:
        place = folder / f"on-{partitions}"
        with field(place, seed, partitions=partitions) as at:
            crew = [at.worker(f"{n}", RASID_PARTITIONS=str(partitions)) for n in range(workers)]
            for worker in crew:
                worker.start()
            for worker in crew:
                worker.wait_ready()
            for wave in waves(Feed(seed, articles), seed):
                for message in wave:
                    at.publisher.send(message)
                at.publisher.settle()
                at.settle(crew)
            found = at.verify(crew)
            clean = clean and found.is_clean
            seen.append(f"{partitions} and {workers}: {found}, {found.incidents} incidents")
            with at.log() as log, TemporaryDirectory() as out:
                results = Results()
                for topic in TOPICS:
                    for entry in log.all(topic.name):
                        results.add(topic, avro.decode(topic, entry.value))
                results.write(Path(out))
                said.append(canonical(Path(out)))
            for worker in crew:
                worker.stop()
    differ = [name for name in said[0] if said[0][name] != said[1][name]]
    outcome = f"differ in {', '.join(differ)}" if differ else "equal"
    row = "1 partition and 1 worker against 8 and 3"
    holds = clean and not differ and bool(said[0]["alerted"])
    return Outcome(row, "canonically equal", f"{outcome}; {'; '.join(seen)}", holds)


def waves(feed: Feed, seed: int) -> Iterator[list[Sent]]:
    """Yield the messages of a feed, shuffled within waves that no order within can change."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    wave: list[Sent] = []
    is_report = False
    for message in feed:
        body = message.good.body
        report = body.startswith("Gunmen")
        copied = any(body == other.good.body for other in wave)
        if copied or (report and is_report) or len(wave) == 60:
            chance.shuffle(wave)
            yield wave
            wave, is_report = [], False
        wave.append(message)
        is_report = is_report or report
    yield wave
