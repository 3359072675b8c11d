"""Fit the report model to the judged articles whose misses developers may read.

`make fit` runs it, with scikit-learn in an environment of its own. Two logistic regressions with an
L2 penalty tell reports of attacks from the rest. One, by the signs of an article, is fitted to all
languages at once; its weights can be read in `report_model.toml`. The other, by hashed words, is
the second opinion in languages with articles enough. How much each counts is fitted to what they
say of articles that they were not fitted to, copies of one text kept together; from there come the
thresholds too. Real articles count twice. The test halves are never read.
"""

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import LeaveOneGroupOut, StratifiedGroupKFold

from deploy.data.copies import copies
from deploy.data.report_articles import Judged, judged
from streams.lang.report_model import REPORT_MODEL, WORD_WEIGHTS
from streams.stages.extract.verdict.signs import PARTS, WHOLE
from streams.stages.extract.verdict.wording import GRAMS_BITS

FOLDER = Path("streams/lang/shared")
SIGNS_PENALTY = 0.1
WORDS_PENALTY = 100.0
"""Inverse strengths, as scikit-learn counts them; of 0.03 to 1 and 10 to 300 tried the best."""
SEEDS = range(3)
FOLDS = 5
RAREST = 3
"""A sign that fewer articles bear gets no weight."""
LOST = 0.03
"""Share of the reports that pass the rules which the threshold may cost."""
LEAST = 0.11
"""The threshold where words are not asked: a report missed is as bad as eight false alarms.

It is not fitted, as rules were made by those articles, and they look more like reports than others.
"""
MANY = ("ar", "en")
"""Languages with articles enough for their words to get a second opinion."""
FEW = 0.25
"""What an article counts in any other language; of 0 to 1 tried: real press judges worse by
the model the more these count, and languages that it did not see hardly better.
"""
AGAIN = 0.5
AGAIN_PLAIN = 0.26
"""Where words are asked too it is `AGAIN`: a lower one took again only others of the real press."""
REAL = 2.0
DECIMALS = 3
Folds = list[tuple[Any, Any]]
"""Places of the articles that a model sees, and of those that it is then asked about."""
HEAD = f"""# Written by `make fit` (deploy/data/{Path(__file__).name}); do not edit.
# How much each sign in each part of an article speaks for the report of a fresh attack.
"""


def main() -> None:
    """Write the weights."""
    articles = list(judged())
    names, signs = _signs(articles)
    by_signs = _fitted(signs, articles, SIGNS_PENALTY)
    strange = _logistic(_unseen(signs, articles, SIGNS_PENALTY, _by_language(articles)))
    heard = numpy.array([article.language in MANY for article in articles])
    known = _unseen(signs, articles, SIGNS_PENALTY, _by_copies(articles))[heard]
    many = [article for article in articles if article.language in MANY]
    words = _words(many)
    by_words = _fitted(words, many, WORDS_PENALTY)
    pair = numpy.stack((known, _unseen(words, many, WORDS_PENALTY, _by_copies(many))), axis=1)
    both = _fitted(pair, many, 1e6)
    together = both.predict_proba(pair)[:, 1]
    step = float(numpy.abs(by_words.coef_).max()) / 127
    steps = numpy.rint(by_words.coef_[0] / step).astype(numpy.int8)
    (FOLDER / WORD_WEIGHTS).write_bytes(gzip.compress(steps.tobytes(), mtime=0))
    second = {
        "step": step, "intercept": by_words.intercept_[0], "signs": both.coef_[0][0],
        "words": both.coef_[0][1], "offset": both.intercept_[0],
    }  # fmt: skip
    alone = {"intercept": by_signs.intercept_[0]}
    alone |= {"least": LEAST, "least_short": LEAST, "again": AGAIN, "again_plain": AGAIN_PLAIN}
    lines = [HEAD, "[model]", *_rows(alone)]
    lines += ["", "[second_opinion]", f"languages = {json.dumps(MANY)}"]
    lines += [*_rows(second | _bounds(together, many))]
    weights = dict(zip(names, by_signs.coef_[0], strict=True))
    for part in (*PARTS, WHOLE):
        lines += ["", f"[weights.{part}]", *_weights(part, weights)]
    (FOLDER / REPORT_MODEL).write_text("\n".join(lines) + "\n", "utf-8")
    for language in sorted({article.language for article in articles}):
        mine = numpy.array([article.language == language for article in articles])
        own = [article for article in articles if article.language == language]
        _print(f"{language} by signs, language unseen", strange[mine], own, alone)
    _print("signs", _logistic(known), many, alone)
    _print("signs and words", together, many, second | _bounds(together, many))


def _signs(articles: Sequence[Judged]) -> tuple[Any, Any]:
    """Return the names of the signs that are not too rare, and their values by article."""
    vectors = DictVectorizer(sparse=False)
    table = vectors.fit_transform([article.signs for article in articles])
    common = (table > 0).sum(axis=0) >= RAREST
    return vectors.get_feature_names_out()[common], table[:, common]


def _words(articles: Sequence[Judged]) -> Any:
    """Return a row of length 1 for each article, over the places of its words."""
    ends = numpy.cumsum([0, *(len(article.grams) for article in articles)])
    places = numpy.concatenate([article.grams for article in articles])
    values = [numpy.full(len(a.grams), len(a.grams) ** -0.5) for a in articles]
    shape = (len(articles), 2**GRAMS_BITS)
    return csr_matrix((numpy.concatenate(values), places, ends), shape=shape)


def _fitted(table: Any, articles: Sequence[Judged], penalty: float) -> Any:
    truth = [article.is_report for article in articles]
    model = LogisticRegression(C=penalty, max_iter=5000, solver="liblinear", random_state=0)
    return model.fit(table, truth, sample_weight=_counts(articles))


def _counts(articles: Sequence[Judged]) -> list[float]:
    """Return by how much each article counts."""
    return [
        (REAL if article.is_real else 1.0) * (1.0 if article.language in MANY else FEW)
        for article in articles
    ]


def _by_copies(articles: Sequence[Judged]) -> list[Folds]:
    """Return parts of the articles that share no copies, by several draws."""
    truth = [article.is_report for article in articles]
    groups = copies([article.pairs for article in articles])
    draws = [StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed) for seed in SEEDS]
    return [list(draw.split(truth, truth, groups)) for draw in draws]


def _by_language(articles: Sequence[Judged]) -> list[Folds]:
    """Return the articles without one language, and those in it, for each."""
    languages = [article.language for article in articles]
    return [list(LeaveOneGroupOut().split(languages, groups=languages))]


def _unseen(table: Any, articles: Sequence[Judged], penalty: float, draws: Sequence[Folds]) -> Any:
    """Return each article's log odds by models that saw nothing of its part."""
    total = numpy.zeros(len(articles))
    for folds in draws:
        for seen, held in folds:
            model = _fitted(table[seen], [articles[at] for at in seen], penalty)
            total[held] += model.decision_function(table[held])
    return total / len(draws)


def _bounds(unseen: Any, articles: Sequence[Judged]) -> dict[str, float]:
    """Return the thresholds that lose a few in a hundred of the reports that the rules let pass."""
    passed = [a.is_asked and a.is_report for a in articles]
    short = numpy.array([a.is_short for a in articles])
    least = _least(unseen[passed & ~short])
    return {
        "least": least, "least_short": min(least, _least(unseen[passed & short])), "again": AGAIN,
        "again_plain": AGAIN,
    }  # fmt: skip


def _least(probabilities: Any) -> float:
    reports = sorted(probabilities)
    return round(float(reports[int(len(reports) * LOST)]) - 0.5 * 10**-DECIMALS, DECIMALS)


def _logistic(log_odds: Any) -> Any:
    return 1 / (1 + numpy.exp(-log_odds))


def _print(name: str, unseen: Any, articles: Sequence[Judged], bounds: Mapping[str, float]) -> None:
    """Tell how articles fare by models that were not fitted to them."""
    truth = numpy.array([a.is_report for a in articles])
    short = numpy.array([a.is_short for a in articles])
    passes = unseen >= numpy.where(short, bounds["least_short"], bounds["least"])
    loss = log_loss(truth, unseen, labels=[False, True])
    print(f"{name}: {len(articles)} articles, log loss {loss:.3f}")
    for kind, is_real in (("written", False), ("real", True)):
        mine = numpy.array([a.is_real == is_real for a in articles])
        asked = mine & [a.is_asked for a in articles]
        again = mine & [a.is_refused for a in articles] & (unseen >= AGAIN)
        print(
            f"  {kind}: of those that the rules let pass {(asked & truth & passes).sum()} of"
            f" {(asked & truth).sum()} reports and {(asked & ~truth & passes).sum()} of"
            f" {(asked & ~truth).sum()} others are kept; of those they refuse"
            f" {(again & truth).sum()} reports and {(again & ~truth).sum()} others taken again"
        )


def _rows(table: dict[str, float]) -> list[str]:
    return [f"{name} = {round(float(value), 6)}" for name, value in table.items()]


def _weights(part: str, weights: dict[str, float]) -> Sequence[str]:
    mine = {n.partition(".")[2]: w for n, w in weights.items() if n.startswith(f"{part}.")}
    rounded = {sign: round(float(weight), DECIMALS) for sign, weight in sorted(mine.items())}
    return [f"{sign} = {weight}" for sign, weight in rounded.items() if weight]


if __name__ == "__main__":
    main()
