"""Published texts by language, whole and cut, and what share of them is told right.

Sentences and dialects: SIB-200, whose texts are of FLORES-200, development part. Web sentences and
word pairs: the test data of Lingua. No row of either went into a table; the even rows of the first
and every fifth of the second were looked at to find the causes of errors, so the others are shown
by themselves too.
"""

import gzip
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from deploy.evaluate.scorer import SHARED
from streams.stages.language.cascade import detect

Texts = Sequence[tuple[str, str]]
"""Language and text."""
HEADLINE_WORDS = 5
HEADLINE_SIGNS = 12
"""Characters of a headline in Chinese, which has no spaces."""
_ARABIC_LETTERS = str.maketrans("یک", "يك", "\u200c")
_NO_KURDISH_LETTERS = str.maketrans("یکەێۆڕڵڤ", "يكهيورلف", "\u200c")
_TYPED = frozenset(("ckb", "fa", "ps", "ur"))


def sets(data: Path = SHARED / "data") -> dict[str, Texts]:
    """Return the texts by the name of the set."""
    sentences = [(code, text) for code, _, text in _rows(data / "language_sib200" / "dev.tsv.gz")]
    typed = [(code, text) for code, text in sentences if code in _TYPED]
    return {
        "sentences": sentences,
        "five words": [(code, headline(code, text)) for code, text in sentences],
        "five words as a post": [(code, post(code, text)) for code, text in sentences],
        "ckb fa ps ur, Arabic ya and kaf": _translated(typed, _ARABIC_LETTERS),
        "ckb fa, Arabic letters alone": _translated(
            [(code, text) for code, text in typed if code in {"ckb", "fa"}], _NO_KURDISH_LETTERS
        ),
        "web sentences": [(c, t) for c, t in _rows(data / "language_lingua" / "sentences.tsv.gz")],
        "word pairs": [(c, t) for c, t in _rows(data / "language_lingua" / "word-pairs.tsv.gz")],
    }


def figures() -> dict[str, float]:
    """Return what part of each set is told right, of all rows and of those nobody looked at."""
    found = {}
    for name, texts in sets().items():
        found[name] = share_right(texts, _told)
        found[f"{name}, unseen"] = share_right(unseen(name, texts), _told)
    return found


def figures_by_language() -> dict[str, dict[str, float]]:
    """Return what part is told right, by code and by set."""
    found: dict[str, dict[str, float]] = {}
    for name, texts in sets().items():
        for code, share in by_language(texts, _told).items():
            found.setdefault(code, {})[name] = share
    return dict(sorted(found.items()))


def headline(code: str, text: str) -> str:
    """Return the first five words."""
    return text[:HEADLINE_SIGNS] if code == "zh" else " ".join(text.split()[:HEADLINE_WORDS])


def post(code: str, text: str) -> str:
    """Return the first five words with a handle, a hashtag and two links, as people post them."""
    links = "https://t.co/Ab3dE9xYz1 https://www.example.com/world/2016/10/five-killed?utm=x"
    return f"@newsdesk_live {headline(code, text)} #breaking {links}"


def unseen(name: str, texts: Texts) -> Texts:
    """Return the texts that nobody looked at."""
    step = 2 if name not in {"web sentences", "word pairs"} else 5
    return [each for at, each in enumerate(texts) if at % step]


def share_right(texts: Texts, told: Callable[[str], str]) -> float:
    """Return which part of the texts is told right."""
    return sum(told(text) == code for code, text in texts) / len(texts)


def by_language(texts: Texts, told: Callable[[str], str]) -> Mapping[str, float]:
    """Return which part is told right of each language, by its code."""
    of, right = Counter(code for code, _ in texts), Counter[str]()
    right.update(code for code, text in texts if told(text) == code)
    return {code: right[code] / of[code] for code in sorted(of)}


def _told(text: str) -> str:
    return detect(None, text).code


def _translated(texts: Texts, letters: Mapping[int, int | None]) -> Texts:
    return [(code, text.translate(letters)) for code, text in texts]


def _rows(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a table without its heading, which only the first set has."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        yield from (row for row in rows if row[0] != "language")
