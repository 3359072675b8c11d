"""How likely an article is a report, after the fitted model and the second opinion of its words."""

from dataclasses import dataclass

from streams.domain.report_model import Bounds, logistic
from streams.lang.report_model import report_model
from streams.stages.extract.story.story import Story
from streams.stages.extract.verdict.refusals import Refusal, titles_of
from streams.stages.extract.verdict.signs import is_full, is_short, signs_of
from streams.stages.extract.verdict.wording import wording_of

_SURE = 0.95
_ELSE = frozenset((
    "cue_accident", "cue_drill", "cue_fiction", "cue_metaphor", "cue_opinion", "cue_sport",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely an article reports a fresh attack, and from where on it is taken for a report."""

    probability: float
    least: float
    again: float

    @property
    def is_report(self) -> bool:
        """Whether all that is read speaks for a report as much as in nearly all reports."""
        return self.probability >= self.least

    @property
    def is_report_again(self) -> bool:
        """Whether it is one although it opens unlike reports."""
        return self.probability >= self.again


def has_second_opinion(story: Story) -> bool:
    """Whether the words of the language were fitted too, in its many articles."""
    return story.lexicon.language in report_model().second.languages


def likelihood(story: Story, refusal: Refusal | None, *, second: bool) -> Likelihood | None:
    """Return how likely a report is; `refusal` is the rules' word, `second` asks its words too.

    Flashes and texts without a headline are not asked. Under a headline that promises a tale, not
    news, a report must be all but sure.
    """
    model = report_model()
    if not is_full(story):
        return None
    signs = signs_of(story, refusal)
    said = model.log_odds(signs)
    if second and has_second_opinion(story):
        probability, bounds = model.second.both(said, wording_of(story)), model.second.bounds
    else:
        probability, bounds = logistic(said), model.bounds
    plain = refusal == "not_specific" and not _hints_at_else(story)
    again = bounds.again_plain if plain else bounds.again
    return Likelihood(probability, _least(story, bounds, short=is_short(signs)), again)


def _least(story: Story, bounds: Bounds, *, short: bool) -> float:
    least = bounds.least_short if short else bounds.least
    return max(least, _SURE) if _promises_a_tale(story) else least


def _hints_at_else(story: Story) -> bool:
    """Whether a word in the lead hints at something else: sport, an accident, a play."""
    return any(not _ELSE.isdisjoint(t.cues) for t in story.lead)


def _promises_a_tale(story: Story) -> bool:
    """Whether the headline recounts, and neither names an attack plainly nor counts anybody."""
    titles = titles_of(story)
    recounts = any(t.of("recounts") for t in titles)
    return recounts and not any(t.strong or t.tolls for t in titles)
