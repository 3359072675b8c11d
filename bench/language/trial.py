"""A contender in a process of its own, which does a turn whenever it is asked.

python -m bench.language.trial NAME

Answers with JSON: what loading cost; then to `time` the microseconds a text, and to `quality` the
share told right of each set and the memory of it all.
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.articles import made_up
from bench.language.contenders import CONTENDERS, Told
from bench.measures import LEAST_NS
from deploy.evaluate.languages import Texts, headline, sets, share_right

EVERY = 5
"""One row of so many is told by each; all rows: `make evaluate`."""
ARTICLES, LENGTH = 40, 3_000


def main(name: str) -> None:
    """Do what standard input asks for until it ends."""
    texts = {title: rows[::EVERY] for title, rows in sets().items()}
    articles = [f"{a.title}\n{a.body}" for a in made_up("plain", LENGTH, ARTICLES)]
    headlines = [headline(*row) for row in texts["sentences"]]
    before, began = _peak_mb(), time.process_time()
    told = CONTENDERS[name].load()
    told("Police said that five people were killed.")
    _answer({"seconds": time.process_time() - began})
    for line in sys.stdin:
        if line.strip() == "time":
            _answer({"article": _us(told, articles), "headline": _us(told, headlines)})
        else:
            _answer({**_quality(told, texts), "MB": _peak_mb() - before})


def _us(told: Told, texts: Sequence[str]) -> float:
    """Return microseconds of CPU a text, over and over so that caches are its own."""
    began, times, spent = time.process_time_ns(), 0, 0
    while spent < LEAST_NS:
        for text in texts:
            told(text)
        times += 1
        spent = time.process_time_ns() - began
    return spent / 1000 / len(texts) / times


def _quality(told: Told, texts: dict[str, Texts]) -> dict[str, float]:
    return {name: share_right(rows, told) for name, rows in texts.items()}


def _peak_mb() -> float:
    """Return the most memory that this process has held."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6


def _answer(figures: dict[str, float]) -> None:
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
