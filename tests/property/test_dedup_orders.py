"""Other interleavings of the same articles are canonically equal.

Canonically equal means: the same families. A family is what links join, whoever came first; one
article of it is unique, and of articles that say the same one passes. Which one passes, what each
is linked to, how alike they are and which of two versions is called the revision may differ. It
holds for stories whose copies are copies of each other: what is alike only through a third text,
as two halves are, is joined when the third comes, and is apart in orders where it comes last.
"""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.domain.records import Article
from tests.property.test_dedup import judged, signed
from tests.stories import HOUR, START, article, sentences

STORIES = {number: sentences(number, 12) for number in (11, 12, 13, 14)}
FOOT = "\n\nجميع الحقوق محفوظة لصحيفة المثال."
SAME = {
    "as it is": lambda lines: lines,
    "credited": lambda lines: ["بغداد (أ ف ب) -", *lines],
    "drawn out": lambda lines: [line.replace("ب", "بـ") for line in lines],
    "with a foot": lambda lines: [*lines, FOOT],
}
"""Forms that say the same."""
OTHER = {
    **SAME,
    "edited": lambda lines: [*lines[:4], *sentences(21, 1), *lines[5:]],
    "cut": lambda lines: lines[:10],
    "toll of 5": lambda lines: ["قتل 5 أشخاص.", *lines],
    "toll of 7": lambda lines: ["قتل 7 أشخاص.", *lines],
    "grown": lambda lines: [*lines, *sentences(22, 2)],
}
"""Forms of which some correct or add to others; any two are copies of each other."""
SOURCES = ("one.example", "two.example", "afp")


def orders(forms):
    """Draw articles, forms of some stories, and another order of their arrival."""
    one = st.tuples(
        st.sampled_from(sorted(STORIES)),
        st.sampled_from(sorted(forms)),
        st.sampled_from(SOURCES),
        st.integers(0, 17),
    )
    return (
        st.lists(one, min_size=1, max_size=12)
        .map(lambda drawn: [made(forms, number, *each) for number, each in enumerate(drawn)])
        .flatmap(lambda articles: st.tuples(st.just(articles), st.permutations(articles)))
    )


def made(forms, number, story, form, source, hours):
    body = " ".join(forms[form](STORIES[story]))
    name = f"{story}-{number}-{form}"
    return article(name, body, source, title=None, fetched_at=START + hours * HOUR)


def outcome(articles):
    """Return for each article its kind and what it is linked to."""
    rows = [value for _, value in judged(signed(articles))[0]]
    return {
        row.article_id: (row.dedup.kind, row.dedup.of)
        if isinstance(row, Article)
        else (row.kind, row.of)
        for row in rows
    }


def families(found):
    """Return the sets of articles that links join."""
    family = {name: {name} for name in found}
    for name, (_, of) in found.items():
        if of is not None:
            joined = family[name] | family[of]
            family.update(dict.fromkeys(joined, joined))
    return {frozenset(members) for members in family.values()}


def passed(found, family):
    """Return how often each kind that goes on occurs in a family."""
    kinds = (found[name][0] for name in family)
    return Counter(kind for kind in kinds if kind in {"unique", "revision"})


@given(orders(OTHER))
@settings(max_examples=100, deadline=None)
def test_other_orders_give_the_same_families_with_one_unique_article_each(drawn):
    first, second = (outcome(articles) for articles in drawn)
    assert families(first) == families(second)
    for found in (first, second):
        assert all(passed(found, family)["unique"] == 1 for family in families(found))


@given(orders(OTHER))
@settings(max_examples=50, deadline=None)
def test_a_family_is_a_story_in_any_order(drawn):
    expected = Counter(each.article_id.split("-")[0] for each in drawn[1])
    found = families(outcome(drawn[1]))
    assert Counter({min(family).split("-")[0]: len(family) for family in found}) == expected


@given(orders(SAME))
@settings(max_examples=50, deadline=None)
def test_of_articles_that_say_the_same_one_passes_in_any_order(drawn):
    for articles in drawn:
        found = outcome(articles)
        assert all(passed(found, family) == {"unique": 1} for family in families(found))


@pytest.mark.parametrize("swapped", [False, True])
def test_what_is_alike_only_through_a_third_text_depends_on_the_order(swapped):
    lines = STORIES[11]
    texts = [lines[:6], lines, lines[6:]] if not swapped else [lines[:6], lines[6:], lines]
    articles = [
        article(f"{number}", " ".join(text), title=None) for number, text in enumerate(texts)
    ]
    assert len(families(outcome(articles))) == (2 if swapped else 1)
