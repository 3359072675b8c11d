"""What finds copies: ours, and the libraries that people take for it, each as its manual says."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from streams.domain.bare import bare_words
from streams.domain.context import Context
from streams.domain.flow import Incoming
from streams.domain.records import Article
from streams.domain.topics import ARTICLE_RAW, ARTICLE_SIGNED
from streams.guard import Overlay, commit
from streams.stages import dedup, sign

PERMUTATIONS, BANDS, ROWS = 126, 42, 3
"""As many as our sketch has values; bands that find texts of which half is the same."""
ALIKE = 0.4
START = 1_477_040_400_000
Text = tuple[str, str]
"""Title and body."""


class Contender(Protocol):
    """Remembers texts by their numbers, which are given in turn."""

    def remember(self, texts: Sequence[Text]) -> list[int | None]:
        """Remember texts; return of which earlier one each is a copy."""

    def find(self, text: Text) -> int | None:
        """Return of which remembered text this is a copy."""


class Rasid:
    """Our stages `sign` and `dedup`, on the real state."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._state = dedup.TABLE.empty()
        self._count = 0

    def remember(self, texts: Sequence[Text]) -> list[int | None]:
        """Remember texts; return of which earlier one each is a copy."""
        overlay = Overlay(self._state)
        found = self._judged(texts, overlay)
        commit(self._state, overlay.changes)
        self._count += len(texts)
        return found

    def find(self, text: Text) -> int | None:
        """Return of which remembered text this is a copy."""
        return self._judged([text], Overlay(self._state))[0]

    def _judged(self, texts: Sequence[Text], overlay: Overlay) -> list[int | None]:
        articles = [
            Article(str(n), f"{n % 7}.example", None, title, body, None, START + n)
            for n, (title, body) in enumerate(texts, self._count)
        ]
        batch = [Incoming(ARTICLE_RAW, article) for article in articles]
        signed: list[Any] = list(sign.run(batch, {}, self._ctx))
        records = [Incoming(ARTICLE_SIGNED, each.value) for each in signed]
        values: list[Any] = [each.value for each in dedup.run(records, overlay, self._ctx)]  # type: ignore[union-attr]
        found = [getattr(value, "dedup", value).of for value in values]
        return [None if of is None else int(of) for of in found]


class Hashed:
    """A MinHash of runs of three words and an index of bands, what is found compared again."""

    def __init__(self, sketch: Callable[[list[str]], Any], index: Any) -> None:
        self._sketch = sketch
        self._index = index
        self._known: list[Any] = []

    def remember(self, texts: Sequence[Text]) -> list[int | None]:
        """Remember texts; return of which earlier one each is a copy."""
        return [self._remembered(self._sketched(text)) for text in texts]

    def find(self, text: Text) -> int | None:
        """Return of which remembered text this is a copy."""
        return self._best(self._sketched(text))

    def _remembered(self, sketch: Any) -> int | None:
        found = self._best(sketch)
        self._index.insert(len(self._known), sketch)
        self._known.append(sketch)
        return found

    def _best(self, sketch: Any) -> int | None:
        near = [(sketch.jaccard(self._known[n]), -n) for n in self._index.query(sketch)]
        alike, number = max(near, default=(0.0, 0))
        return -number if alike >= ALIKE else None

    def _sketched(self, text: Text) -> Any:
        words = bare_words("\n".join(text))
        return self._sketch([" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))])


def rensa_hashed() -> Hashed:
    """Return rensa's RMinHash with its own index."""
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415 - in the bench environment only

    def sketch(runs: list[str]) -> Any:
        made = RMinHash(num_perm=PERMUTATIONS, seed=1)
        made.update(runs)
        return made

    return Hashed(sketch, RMinHashLSH(ALIKE, PERMUTATIONS, BANDS))


def datasketch_hashed() -> Hashed:
    """Return datasketch's MinHash and MinHashLSH."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - in the bench environment only

    def sketch(runs: list[str]) -> Any:
        made = MinHash(num_perm=PERMUTATIONS, seed=1)
        made.update_batch([run.encode() for run in runs])
        return made

    return Hashed(sketch, MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS)))
