"""How likely an article reports a fresh attack: logistic regressions over signs and over words."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, sqrt

import numpy as np
import numpy.typing as npt

Signs = Mapping[str, Mapping[str, float]]
"""What is found in an article, by part: the name of a sign and its value, from 0 to 1."""
Grams = npt.NDArray[np.uint32]
"""The words and pairs of words of an article, each once, as places in a table of weights."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Below `least` an article is taken for no report, a short one below `least_short`.

    From `again` on, one that the rules refused is taken for a report after all, from `again_plain`
    on one that they refused only because it does not open as reports do.
    """

    least: float
    least_short: float
    again: float
    again_plain: float


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """The weights of hashed words, and how their judgement and that of the signs are put together.

    `languages` are those of the articles whose words were fitted. `shares` are those of signs and
    words, by which their log odds count; `offset` is added.
    """

    languages: frozenset[str]
    weights: npt.NDArray[np.float32]
    intercept: float
    shares: tuple[float, float]
    offset: float
    bounds: Bounds

    def log_odds(self, grams: Grams) -> float:
        """Return what the words alone say."""
        if not len(grams):
            return self.intercept
        return float(self.weights[grams].sum()) / sqrt(len(grams)) + self.intercept

    def both(self, signs: float, grams: Grams) -> float:
        """Return how likely a report is, after the log odds of its signs and after its words."""
        own, others = self.shares
        return logistic(own * signs + others * self.log_odds(grams) + self.offset)


@dataclass(frozen=True, slots=True)
class ReportModel:
    """Weights by part of the article and sign, and the second opinion on their judgement.

    `bounds` hold where the second opinion is not asked.
    """

    bounds: Bounds
    intercept: float
    weights: Signs
    second: SecondOpinion

    def log_odds(self, signs: Signs) -> float:
        """Return what the signs say."""
        total = self.intercept
        for part, found in signs.items():
            weights = self.weights.get(part, {})
            total += sum(weights.get(sign, 0.0) * value for sign, value in found.items())
        return total

    def probability(self, signs: Signs) -> float:
        """Return how likely an article with these signs reports a fresh attack."""
        return logistic(self.log_odds(signs))


def logistic(log_odds: float) -> float:
    """Return the probability of these log odds."""
    return 1.0 / (1.0 + exp(-log_odds))
