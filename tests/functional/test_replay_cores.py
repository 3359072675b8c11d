"""`rasid replay` on several processes: the bytes of one, and gone when it is told to go."""

import multiprocessing
import os
import signal
import subprocess
from functools import cache

import pytest

from streams.adapters.cores import Cores
from streams.adapters.files import Found, articles
from streams.cli.inputs import gaps
from streams.domain.errors import Unavailable
from streams.lang.loader import load_context
from streams.topology import TOPOLOGY
from tests.functional.test_replay_bus import children_of, is_running, wait_until
from tests.rasid import ROOT, SEEDS, article_line, process, rasid

STORIES = ROOT / "seeds" / "replays" / "stories.jsonl"
SECONDS = 30


@cache
def context():
    return load_context()


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.slow
@pytest.mark.parametrize("how", [(), ("--partitions", 3, "--batch", 7)])
def test_replay_gives_the_same_bytes_with_one_process_and_with_two(capfdbinary, tmp_path, how):
    path = tmp_path / "in.jsonl"
    odd = ["{broken", "null", article_line(body=" "), article_line(body="x" * 900_001)]
    stories = STORIES.read_text("utf-8").splitlines()
    path.write_text("\n".join([*stories, *odd, *SEEDS.read_text("utf-8").splitlines()]), "utf-8")
    one, two = (
        rasid(capfdbinary, "replay", path, "-o", tmp_path / str(n), "--processes", n, *how)
        for n in (1, 2)
    )
    assert one == two
    assert one[0] == 1  # a line is no article
    assert b"" not in (found := contents(tmp_path / "1")).values()
    assert contents(tmp_path / "2") == found


def test_process_that_is_killed_ends_the_reading_and_blames_no_record():
    records = _found(SEEDS)
    with Cores(1, context) as cores:
        [child] = multiprocessing.active_children()
        child.kill()
        with pytest.raises(Unavailable, match="killed"):
            cores.ahead(TOPOLOGY[:1], records).wait_for(records)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_replay_that_is_stopped_leaves_no_process_no_file_and_no_word(tmp_path, number):
    with _replaying(tmp_path) as found:
        below = children_of(found.pid)
        os.killpg(found.pid, number)
        _, err = found.communicate(timeout=SECONDS)
    assert found.returncode == (130 if number == signal.SIGINT else 143)
    assert wait_until(lambda: not any(map(is_running, below)), SECONDS)
    assert not list((tmp_path / "out").iterdir())
    assert b"Traceback" not in err


@pytest.mark.slow
def test_processes_end_with_the_replay_that_is_killed(tmp_path):
    with _replaying(tmp_path) as found:
        below = children_of(found.pid)
        found.kill()
    assert wait_until(lambda: not any(map(is_running, below)), SECONDS)


def _replaying(tmp_path):
    """Return a replay of many articles as soon as it has its processes."""
    path = tmp_path / "in.jsonl"
    path.write_text(STORIES.read_text("utf-8") * 10, "utf-8")
    found = process(
        *("replay", path, "-o", tmp_path / "out", "--processes", 2),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        process_group=0,
    )
    assert wait_until(lambda: len(children_of(found.pid)) == 2, SECONDS)
    return found


def _found(path):
    found = articles([str(path)], gaps(None, None, None))
    return [each.article for each in found if isinstance(each, Found)]
