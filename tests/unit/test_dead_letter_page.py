from pathlib import Path
from typing import get_args

from streams.adapters.headers import Origin, dead_headers
from streams.domain.errors import DeadReason
from streams.domain.flow import Reject

PAGE = (Path(__file__).parents[2] / "docs" / "dead-letters.md").read_text("utf-8")


def test_page_names_every_reason_and_header():
    origin = Origin("t", 0, 0, 0, b"", b"", ())
    names = [name for name, _ in dead_headers(origin, "g", "s", Reject(0, "null", ""))]
    assert [word for word in (*get_args(DeadReason), *names) if f"`{word}`" not in PAGE] == []
