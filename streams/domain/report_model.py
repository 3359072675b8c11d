"""How likely an article reports a fresh attack: a logistic regression over what is read in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp


@dataclass(frozen=True, slots=True)
class ReportModel:
    """Weights by part of the article and sign; below `least` an article is taken for no report,
    a short one below `least_short`.

    `languages` are the ISO 639-1 codes of the articles that it was fitted to.
    """

    languages: frozenset[str]
    least: float
    least_short: float
    intercept: float
    weights: Mapping[str, Mapping[str, float]]

    def probability(self, signs: Mapping[str, Mapping[str, float]]) -> float:
        """Return how likely an article with these signs, by part, reports a fresh attack."""
        total = self.intercept
        for part, found in signs.items():
            weights = self.weights.get(part, {})
            total += sum(weights.get(sign, 0.0) * value for sign, value in found.items())
        return 1.0 / (1.0 + exp(-total))
