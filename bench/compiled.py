"""The reader compiled beside the reader as it is, by turns over the same articles of the gold."""

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bench.table import ROOT, Table
from deploy.environment import Stop

GOLD = ROOT / "tests" / "gold"
EVERY = {True: 40, False: 8}
"""Which articles of the gold are read: each eighth."""
TURNS = {True: 2, False: 6}


def compiled(*, quick: bool) -> list[Table]:
    """Compare both. Raises Stop where there is no compiled wheel."""
    articles = gold(EVERY[quick])
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        unpack(_wheel(), Path(folder))
        plain, fast = (stack.enter_context(reader(at, articles)) for at in (ROOT, Path(folder)))
        turns = [(answer(plain), answer(fast)) for _ in range(TURNS[quick])]
    lines = [
        {
            "what": what,
            "plain, µs CPU an article": median(1e6 * sum(a["seconds"]) for a, _ in of)
            / len(articles),
            "compiled": median(1e6 * sum(b["seconds"]) for _, b in of) / len(articles),
            "times faster": median(sum(a["seconds"]) / sum(b["seconds"]) for a, b in of),
        }
        for what, of in (("each word new", turns[:1]), ("words known", turns[1:]))
    ]
    differ = any(a["readings"] != b["readings"] for a, b in turns)
    broken = ["the compiled reader reads otherwise"] if differ else []
    return [Table("The reader compiled", lines, [f"{len(articles)} articles."], broken)]


def gold(every: int) -> list[dict[str, Any]]:
    """Return each so-manieth article of the gold, with its language, as `one_reader` takes it."""
    rows = [
        json.loads(line)
        for path in sorted(GOLD.glob("attacks*.jsonl"))
        for line in path.read_text("utf-8").splitlines()[::every]
    ]
    return [
        {
            **{name: row.get(name) for name in ("source", "url", "title", "body", "language")},
            "article_id": str(number),
            "published_at": None,
            "fetched_at": 1_500_000_000_000,
        }
        for number, row in enumerate(rows)
    ]


def unpack(wheel: Path, folder: Path) -> None:
    """Unpack a wheel so that its packages can be imported from `folder`."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)


@contextmanager
def reader(folder: Path, articles: Sequence[Mapping[str, Any]]) -> Iterator[subprocess.Popen[str]]:
    """Run a process that reads with the `streams` of `folder`."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONHASHSEED": "0"}
    command = [sys.executable, str(ROOT / "bench" / "one_reader.py")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes) as child:
        try:
            print(json.dumps(articles), file=child.stdin, flush=True)
            yield child
        finally:
            if child.stdin is not None:
                child.stdin.close()


def answer(child: subprocess.Popen[str]) -> dict[str, Any]:
    """Have all articles read once; return the file of the reader, seconds of CPU, and a hash."""
    if child.stdout is None:
        raise Stop("the reader has no pipes", 1)
    print(file=child.stdin, flush=True)
    told: dict[str, Any] = json.loads(child.stdout.readline())
    return told


def _wheel() -> Path:
    tag = f"cp{sys.version_info[0]}{sys.version_info[1]}"
    found = sorted((ROOT / "dist").glob(f"rasid-*-{tag}-{tag}-*.whl"), key=os.path.getmtime)
    if not found:
        raise Stop("no compiled wheel in dist: python3 deploy/dev.py compiled", 1)
    return found[-1]
