"""Read the articles that come as JSON on the first line again at each further one.

Run by path, so that it reads with the `streams` of the first folder on PYTHONPATH.
"""

import hashlib
import json
import sys
import time
from typing import Any

from streams.domain.records import Article
from streams.domain.records.article import Language
from streams.lang.loader import load_context
from streams.stages.extract import stage


def main() -> None:
    """Answer each line with the seconds of CPU of each article and a hash of all readings."""
    rows: list[dict[str, Any]] = json.loads(sys.stdin.readline())
    articles = [Article(**{**row, "language": Language(row["language"], "", 1.0)}) for row in rows]
    ctx = load_context()
    for _ in sys.stdin:
        spent, found = [], hashlib.sha256()
        for article in articles:
            began = time.process_time()
            reading = stage.read(article, ctx)
            spent.append(time.process_time() - began)
            found.update(repr(reading).encode())
        answer = {"file": stage.__file__, "seconds": spent, "readings": found.hexdigest()}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
