"""Fit the weights of `report_model.toml` to the gold articles whose misses developers may read.

`make fit` runs it, with scikit-learn in an environment of its own. Beside the own gold it reads
articles written for it, which bear a label and no more (`tests/gold/labelled.jsonl`), and the
Arabic press of July 2015 that lies outside the repository, judged in `tests/gold/real-2015.tsv`, so
that real reports count as well as written ones. Each article becomes the signs of its parts; a
logistic regression with an L2 penalty tells reports of attacks from the rest. Both the penalty and
the thresholds come from cross-validation: the strongest penalty of nearly the smallest log loss,
the largest threshold that keeps 98 of 100 reports, and the largest, no higher, that keeps as many
of the short ones. Reports that the rules refuse have no say in it. The test half is never read.
"""

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedKFold

from streams.adapters.article_line import Gaps, article_of
from streams.cli.answers import Extraction
from streams.lang.loader import load_context
from streams.lang.report_model import REPORT_MODEL
from streams.stages.extract.story.story import story_of
from streams.stages.extract.verdict.signs import PARTS, is_full, signs_of
from streams.stages.extract.verdict.verdict import told_by_rules

OUTPUT = Path("streams/lang/shared") / REPORT_MODEL
GOLD = (Path("tests/gold/attacks.jsonl"), Path("seeds/gold-extraction.jsonl"))
REAL = Path("../shared/data/arabic_news_2015/articles.jsonl.gz")
LABELLED = Path("tests/gold/labelled.jsonl")
JUDGED = Path("tests/gold/real-2015.tsv")
FIELDS = ("source", "url", "title", "body", "published_at")
PENALTIES = (0.03, 0.1, 0.3, 1.0)
"""Inverse strengths of the penalty that are tried, as scikit-learn counts them."""
SEEDS = range(3)
FOLDS = 5
RAREST = 3
"""A sign that fewer articles bear gets no weight."""
LOST = 0.02
SLACK = 0.02
"""Of penalties whose log loss is as good within this share, the strongest is taken."""
DECIMALS = 3
HEAD = f"""# Written by `make fit` (deploy/data/{Path(__file__).name}); do not edit.
# How much each sign in each part of an article speaks for the report of a fresh attack.
"""


def main() -> None:
    """Write the table."""
    languages, rows, truth, asked = _articles()
    vectors = DictVectorizer(sparse=False)
    table = vectors.fit_transform(rows)
    common = (table > 0).sum(axis=0) >= RAREST
    names = vectors.get_feature_names_out()[common]
    table = table[:, common]
    tried = {penalty: _unseen(table, truth, penalty) for penalty in PENALTIES}
    losses = {p: float(log_loss(truth, unseen)) for p, unseen in tried.items()}
    penalty = min(p for p in PENALTIES if losses[p] <= (1 + SLACK) * min(losses.values()))
    short = numpy.array(["rest.none" in row for row in rows])
    least = _least(tried[penalty][truth & asked & ~short])
    least_short = min(least, _least(tried[penalty][truth & asked & short]))
    model = LogisticRegression(C=penalty, max_iter=5000).fit(table, truth)
    weights = dict(zip(names, model.coef_[0], strict=True))
    OUTPUT.write_text(
        _toml(languages, (least, least_short), float(model.intercept_[0]), weights), "utf-8"
    )
    passed = asked & (tried[penalty] >= numpy.where(short, least_short, least))
    print(
        f"{len(truth)} articles, {len(names)} signs, penalty {penalty}, least {least}"
        f" (short {least_short}); unseen:"
        f" {(passed & truth).sum()} of {(asked & truth).sum()} reports and"
        f" {(passed & ~truth).sum()} of {(asked & ~truth).sum()} others that the rules let pass"
    )


def _articles() -> tuple[set[str], list[dict[str, float]], Any, Any]:
    """Return the languages and, for each full article, signs, whether it reports, and passes."""
    ctx, reader = load_context(), Extraction()
    languages: set[str] = set()
    rows, truth, asked = [], [], []
    for row, reports in (*_gold(), *_labelled(), *_real()):
        article = reader.read(article_of(json.dumps(row).encode(), Gaps())).tagged
        if article is None or article.language is None:
            continue
        code = article.language.code
        story = story_of(article, ctx.lexicons[code], ctx)
        if not is_full(story):
            continue
        languages.add(code)
        signs = signs_of(story)
        rows.append({f"{p}.{s}": v for p, found in signs.items() for s, v in found.items()})
        truth.append(reports)
        asked.append(told_by_rules(story)[1] is None)
    return languages, rows, numpy.array(truth), numpy.array(asked)


def _gold() -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield the articles written for Rasid, those of the test half left out."""
    for path in GOLD:
        for line in path.read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            if gold.get("half") != "test":
                row = {"article_id": gold["id"], **{f: gold.get(f) for f in FIELDS}}
                yield row, bool(gold["events"])


def _labelled() -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield the articles that bear a label alone."""
    for row in map(json.loads, LABELLED.read_text(encoding="utf-8").splitlines()):
        yield {"article_id": row["id"], **{f: row.get(f) for f in FIELDS}}, row["is_attack"]


def _real() -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield the real articles that somebody judged."""
    judged = dict(line.split("\t") for line in JUDGED.read_text("utf-8").splitlines()[1:])
    with gzip.open(REAL, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["article_id"] in judged:
                fields = {f: row.get(f) for f in ("article_id", *FIELDS)}
                yield fields, judged[row["article_id"]] == "1"


def _unseen(table: Any, truth: Any, penalty: float) -> Any:
    """Return each article's probability by models that were not fitted to it."""
    total = numpy.zeros(len(truth))
    for seed in SEEDS:
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
        for fitted, held in folds.split(table, truth):
            model = LogisticRegression(C=penalty, max_iter=5000).fit(table[fitted], truth[fitted])
            total[held] += model.predict_proba(table[held])[:, 1]
    return total / len(SEEDS)


def _least(probabilities: Any) -> float:
    """Return the threshold that loses at most two in a hundred of these reports."""
    reports = sorted(probabilities)
    return round(float(reports[int(len(reports) * LOST)]) - 0.5 * 10**-DECIMALS, DECIMALS)


def _toml(
    languages: set[str], least: tuple[float, float], intercept: float, weights: dict[str, float]
) -> str:
    lines = [HEAD, "[model]", f"languages = {json.dumps(sorted(languages))}", f"least = {least[0]}"]
    lines.append(f"least_short = {least[1]}")
    lines.append(f"intercept = {round(intercept, DECIMALS)}")
    for part in PARTS:
        lines += ["", f"[weights.{part}]", *_weights(part, weights)]
    return "\n".join(lines) + "\n"


def _weights(part: str, weights: dict[str, float]) -> Sequence[str]:
    mine = {n.partition(".")[2]: w for n, w in weights.items() if n.startswith(f"{part}.")}
    rounded = {sign: round(float(weight), DECIMALS) for sign, weight in sorted(mine.items())}
    return [f"{sign} = {weight}" for sign, weight in rounded.items() if weight]


if __name__ == "__main__":
    main()
