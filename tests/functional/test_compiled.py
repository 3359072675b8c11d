"""The reader compiled gives the readings of the reader as it is."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench.compiled import answer, gold, reader, unpack

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler")
def test_compiled_reader_reads_the_same(tmp_path):
    environment = {**os.environ, "HATCH_BUILD_HOOK_ENABLE_CUSTOM": "true"}
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = tmp_path.glob("*.whl")
    unpack(wheel, tmp_path / "site")
    articles = gold(4)

    with reader(ROOT, articles) as plain, reader(tmp_path / "site", articles) as fast:
        one, other = answer(plain), answer(fast)

    assert one["file"].endswith(".py")
    assert not other["file"].endswith(".py")
    assert one["readings"] == other["readings"]
