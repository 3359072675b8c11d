"""Print revisions of another outlet's article, drawn by chance, for people to compare.

python3 -m deploy.evaluate.revisions [HOW MANY]
"""

import random
import sys
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from deploy.evaluate.copies import SEED, SURE, Judged, Row, arabic, judged
from deploy.evaluate.scorer import SHARED
from streams.domain.bare import bare_words
from streams.lang.loader import load_context

COUNT = 100
OPENING = 200
PASSAGES = 3
NEW_WORDS = 2
"""Of a passage that is shown so many words at least stand nowhere in the earlier article."""


def drawn(rows: Sequence[Row], count: int) -> list[tuple[Row, Row, Judged]]:
    """Return earlier article, revision and verdict of `count` links under .8 between outlets."""
    by_id = {row["article_id"]: row for row in rows}
    found = [
        (by_id[verdict.of], row, verdict)
        for row, verdict in judged(rows, load_context())
        if verdict.kind == "revision" and verdict.of and verdict.similarity < SURE
    ]
    between = [each for each in found if each[0]["source"] != each[1]["source"]]
    random.Random(SEED).shuffle(between)  # noqa: S311 - a seed, not a secret
    return between[:count]


def shown(earlier: Row, later: Row, verdict: Judged) -> Iterator[str]:
    """Yield the lines by which people compare two articles."""
    changed = " ".join(getattr(verdict, "changed", ()))
    yield f"{verdict.similarity:.2f} {earlier['source']} > {later['source']} {changed}"
    for row in (earlier, later):
        yield f"  {row['title']} :: {' '.join(row['body'].split())[:OPENING]}"
    for passage in passages(earlier, later):
        yield f"  + {passage}"


def passages(earlier: Row, later: Row) -> list[str]:
    """Return the longest runs of words that the later article does not share with the earlier."""
    old, new = (bare_words(f"{row['title'] or ''}\n{row['body']}") for row in (earlier, later))
    known = set(old)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    runs = [new[k:m] for tag, _, _, k, m in blocks if tag in {"insert", "replace"}]
    own = [run for run in runs if sum(word not in known for word in run) >= NEW_WORDS]
    return [" ".join(run) for run in sorted(own, key=len, reverse=True)[:PASSAGES]]


def main(arguments: Sequence[str]) -> int:
    """Print what the arguments ask for."""
    if not SHARED.exists():
        print(f"the articles are not here: {SHARED}")
        return 1
    count = int(arguments[0]) if arguments else COUNT
    for number, each in enumerate(drawn(arabic(SHARED / "data"), count)):
        print(f"#{number}", *shown(*each), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
