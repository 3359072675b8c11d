"""The scorer that lies beside the checkout, and the reading that it scores."""

import json
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from streams.adapters.article_line import Gaps, article_of
from streams.cli.answers import Extraction
from streams.domain.folding import fold
from streams.domain.plain import to_plain
from streams.domain.records import Article
from streams.lang.groups import groups
from streams.lang.loader import load_context
from streams.stages.extract.facts.facts import UNKNOWN_PLACE
from streams.stages.extract.story.main_place import main_place
from streams.stages.extract.story.story import story_of
from streams.stages.extract.where.place_records import place_of

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FIELDS = ("source", "url", "title", "body", "published_at")

Row = Mapping[str, Any]


class Scorer:
    """Reads articles once with the real reader and scores what comes out."""

    def __init__(self) -> None:
        self._reader = Extraction()
        self._ctx = load_context()
        self._module = _load(SHARED / "tools" / "score.py")

    def read(self, gold: Sequence[Row]) -> list[Row]:
        """Return the reader's row for each gold article."""
        return list(self._reader.rows(_articles(gold)))

    def places(self, gold: Sequence[Row]) -> list[Row | None]:
        """Return where each article puts an attack, reported or not; None where it names none."""
        return [self._place(article) for article in _articles(gold)]

    def _place(self, article: Article) -> Row | None:
        tagged = self._reader.read(article).tagged
        code = tagged.language.code if tagged and tagged.language else ""
        lexicon = self._ctx.lexicons.get(code)
        if tagged is None or lexicon is None:
            return None
        story = story_of(tagged, lexicon, self._ctx)
        telling = [told for told in story.tellings if told.tells]
        if not telling:
            return None
        site = main_place(story, telling)
        return to_plain(place_of(site) if site is not None else UNKNOWN_PLACE)

    def score(
        self, task: str, gold: Sequence[Row] | Path, out: Sequence[Row] | Path
    ) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
        """Return the figures of a task and its misses."""
        with TemporaryDirectory() as folder:
            arguments = Namespace(
                gold=str(_file(gold, Path(folder) / "gold.jsonl")),
                out=str(_file(out, Path(folder) / "out.jsonl")),
                aliases=None,
            )
            figures, misses = getattr(self._module, task)(arguments)
        return figures, misses

    def align(self, events: Sequence[Row], attacks: Sequence[Row]) -> Sequence[tuple[int, int]]:
        """Return which event is which attack."""
        pairs: Sequence[tuple[int, int]] = self._module.align(events, attacks)
        return pairs

    def is_right(self, slot: str, event: Row, attack: Row) -> bool | None:
        """Whether one value of an attack is that of its event; None where either would do."""
        gold = self._module.gold_slots(event)[slot]
        value = self._module.predicted_slots(attack)[slot]
        if gold is None:
            is_optional = slot == "perpetrator" and event.get("perpetrator_alt")
            return None if is_optional else value is None
        names = self._module.Names(None)
        return value is not None and bool(
            self._module.right(slot, gold, event, value, attack, names)
        )

    def live(self, row: Row) -> list[Row]:
        """Return the attacks of a reading that count as reports of real ones."""
        return list(self._module.alerts_on(row["attacks"]))


def same_group(one: str, other: str) -> bool:
    """Whether two names are of one group, or of one and a part of it, by our own table."""
    if one.casefold() == other.casefold():
        return True
    table = groups()
    names = table.aliases["en"]
    first, second = (names.get(fold(name, "en")) for name in (one, other))
    return bool(first and second) and table.are_compatible(str(first), str(second))


def _articles(gold: Sequence[Row]) -> list[Article]:
    lines = ({"article_id": g["id"], **{f: g.get(f) for f in FIELDS}} for g in gold)
    return [article_of(json.dumps(line).encode(), Gaps()) for line in lines]


def _load(path: Path) -> ModuleType:
    spec = spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _file(rows: Iterable[Row] | Path, path: Path) -> Path:
    if isinstance(rows, Path):
        return rows
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path
