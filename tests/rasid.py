"""The command line from outside: in this process for speed, as a process where signals matter."""

import json
import os
import subprocess
import sys
from pathlib import Path

from streams.cli.entry import run

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds" / "articles.jsonl"


def rasid(capfdbinary, *arguments):
    """Run a command here; return exit code, stdout as text and the lines of stderr."""
    capfdbinary.readouterr()
    code = run([str(argument) for argument in arguments])
    out, err = capfdbinary.readouterr()
    return code, out.decode(), err.decode().splitlines()


def rows(text):
    """Return the objects in lines of JSON."""
    return [json.loads(line) for line in text.splitlines()]


def process(*arguments, settings=None, **how):
    """Start `rasid` as a process with no settings but those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RASID_")}
    return subprocess.Popen(
        [sys.executable, "-m", "streams.cli", *map(str, arguments)],
        env={**kept, "PYTHONPATH": str(ROOT), **(settings or {})},
        stdin=subprocess.DEVNULL,
        **how,
    )


def article_line(**fields):
    """Return an article as a line of a file."""
    return json.dumps({"source": "afp", "body": "Nothing much happened today.", **fields})
