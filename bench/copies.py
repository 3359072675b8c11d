"""Copies found, wrong links, cost and memory, ours beside others in turns over the same texts."""

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from statistics import median

from bench.articles import made_up
from bench.contenders_of_copies import Contender, Rasid, Text, datasketch_hashed, rensa_hashed
from bench.live import resident
from bench.table import Line, Table
from deploy.environment import Stop
from deploy.evaluate.copies import arabic
from deploy.evaluate.scorer import SHARED
from deploy.evaluate.variants import Copies, is_whole
from streams.domain.bare import bare_words
from streams.lang.loader import load_context

CONTENDERS: Mapping[str, Callable[[], Contender]] = {
    "Rasid": lambda: Rasid(load_context()),
    "rensa": rensa_hashed,
    "datasketch": datasketch_hashed,
}
ORIGINALS = {True: 50, False: 500}
REAL = {True: 500, False: 4_000}
HELD = {True: 500, False: 20_000}
CHUNK = 100
SHARED_RUNS = 0.35
"""Of the runs of three words of the shorter text; with less two texts are no copies."""
HALVES = ("first half", "second half", "half in boilerplate")
SEED = 7


def copies(*, quick: bool) -> list[Table]:
    """Compare what finds copies. Raises Stop where the real articles are not at hand."""
    if not SHARED.exists():
        raise Stop(f"the articles are not here: {SHARED}", 1)
    rows = [row for row in arabic(SHARED / "data") if len(row["body"]) > 150]
    texts = [(row["title"] or "", row["body"]) for row in rows]
    made = {name: make() for name, make in CONTENDERS.items()}
    costs, links = _in_turns(made, texts[: REAL[quick]])
    recalls = {name: _recall(make(), texts, ORIGINALS[quick]) for name, make in CONTENDERS.items()}
    return [
        Table(
            "Copies of real articles",
            [
                {
                    "what": name,
                    **recalls[name],
                    "links": float(len(links[name])),
                    "wrong": float(sum(_is_wrong(texts, *link) for link in links[name])),
                    "µs CPU an article": median(costs[name]),
                    "bytes an article": _held(name, HELD[quick]),
                }
                for name in CONTENDERS
            ],
            [f"Recall on {ORIGINALS[quick]} originals; links among {REAL[quick]:,} real articles."],
        )
    ]


def _in_turns(
    made: Mapping[str, Contender], texts: Sequence[Text]
) -> tuple[dict[str, list[float]], dict[str, list[tuple[int, int]]]]:
    """Return the cost of each chunk, and the links as pairs of numbers."""
    costs: dict[str, list[float]] = {name: [] for name in made}
    links: dict[str, list[tuple[int, int]]] = {name: [] for name in made}
    for first in range(0, len(texts), CHUNK):
        chunk = texts[first : first + CHUNK]
        for name, contender in made.items():
            start = time.process_time()
            found = contender.remember(chunk)
            costs[name].append((time.process_time() - start) / len(chunk) * 1e6)
            links[name] += [(n, of) for n, of in enumerate(found, first) if of is not None]
    return costs, links


def _recall(contender: Contender, texts: Sequence[Text], count: int) -> Line:
    """Return the share of copies found, of wholes and of halves."""
    chance = random.Random(SEED)  # noqa: S311
    originals = chance.sample([text for text in texts if is_whole(text[1])], count)
    family = list(range(count))
    for number, of in enumerate(contender.remember(originals)):
        family[number] = number if of is None else family[of]
    maker = Copies([word for _, body in texts[:300] for word in body.split()], SEED)
    found: Counter[bool] = Counter()
    tried: Counter[bool] = Counter()
    for number, (title, body) in enumerate(originals):
        for kind, copy in maker.all(title, body).items():
            of = contender.find(copy)
            tried[kind in HALVES] += 1
            found[kind in HALVES] += of is not None and family[of] == family[number]
    shares = {half: found[half] / tried[half] for half in (False, True)}
    return {"recall": shares[False], "recall of halves": shares[True]}


def _is_wrong(texts: Sequence[Text], first: int, second: int) -> bool:
    runs = [_runs("\n".join(texts[number])) for number in (first, second)]
    return len(runs[0] & runs[1]) < SHARED_RUNS * min(map(len, runs))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = bare_words(text)
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}


def _held(name: str, count: int) -> float:
    """Return the memory that a contender takes for an article, in a process of its own."""
    command = [sys.executable, "-m", "bench.copies", name, str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


def _measured(name: str, count: int) -> float:
    """Return by how much the process grows for made-up articles, each; tables and all."""
    texts = [(each.title or "", each.body) for each in made_up("plain", 3_000, count + CHUNK)]
    CONTENDERS[name]().remember(texts[:CHUNK])
    contender, before = CONTENDERS[name](), resident()
    for first in range(CHUNK, count, CHUNK):
        contender.remember(texts[first : first + CHUNK])
    return (resident() - before) / count


if __name__ == "__main__":
    print(_measured(sys.argv[1], int(sys.argv[2])))
