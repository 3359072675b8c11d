"""Cover in titles what leads to private persons."""

from dataclasses import replace

from streams.adapters.rejection_queries import Rejected
from streams.domain.private import masked


def shown_title(article: Rejected) -> Rejected:
    """Return a rejected article with numbers and addresses in its title covered."""
    return article if article.title is None else replace(article, title=masked(article.title))
