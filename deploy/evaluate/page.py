"""The table of all sets, on the screen and in `docs/evaluation.md`."""

from collections.abc import Iterator, Mapping, Sequence

from deploy.evaluate.measures import Measured

Figures = Mapping[str, Mapping[str, float]]

HEAD = """<!-- Written by `make evaluate`. -->

# Evaluation

What the reader gets right and wrong on every set of articles that developers have, and what the
last version got. `make evaluate` writes this page; the sets beside the own gold and the seeds, and
the scorer, lie outside the repository. The test part of the own gold and MUC-4 tst1+tst2 are run
for their figures only: nobody who works on rules reads their articles or their misses.

"""
DUPLICATES = """
## Duplicates

Of the links among the real articles that join two outlets at a similarity under .8, those that
drop an article were compared before ([performance.md](performance.md)), those that pass it on as a
revision on 27 November 2026: 100 of the 446, drawn by chance, as
`python3 -m deploy.evaluate.revisions` prints them. Headlines, openings, changed numbers and the
longest passages that the other does not have were read of all, six pairs at length.

| of 100 revisions of another outlet's article | |
| --- | ---: |
| tell the same event and something that the earlier does not, or otherwise | 42 |
| tell the same event, reworded or cut, nothing new that was seen | 56 |
| carry the earlier article behind a story of their own | 2 |
| share nothing but a mould or boilerplate | 0 |

Nothing is lost by a revision: it goes on and is read. The two are an article on forty dead in
Sebha that ends with the envoy's plea for kidnapped Italians, which another outlet had alone, and a
minister's first day that ends with his ministry's reception. Of the 56 some are called changed for
how a figure is written: `12:30` and `12.30`, 30,000 and `30 ألف`, a headline told again in a line
of the site's own.

Equality has two grades, both property tests (`tests/property/test_dedup.py`,
`test_dedup_orders.py`). The same order on the signed topic gives exactly the same decisions, for
any batch size, redelivery and restart. Other interleavings of the same articles are canonically
equal: the same families. A family is what links join; one article of it is unique, whichever came
first, and of articles that say the same one passes. Which one passes, what each is linked to and
which of two is called the revision may differ. That holds for stories whose copies are copies of
each other; two halves of a text are joined only when the whole comes between them.

The first grade for real: `python3 deploy/dev.py test-full tests/kafka/test_owner.py`, 3,000
articles of 400 stories on Apache Kafka, eight raw partitions, three workers of which the owner of
duplicates is killed. [reliability.md](reliability.md#one-order-the-same-decisions)
"""
LANGUAGES = """
## Languages

What part of the texts of each language is told right, dialects of Arabic among `ar`. Sentences are
of SIB-200 (development part, 99 of each variety), web sentences and word pairs of Lingua's test
data, 1,000 of each language, 729 of `zh`. `unseen` in the table above are the rows that nobody
looked at while rules were made: the odd ones of SIB-200, four of five of Lingua. No row of either
went into a table of words. Beside other libraries: [performance.md](performance.md).

"""
HARM = """
## Errors that mislead

Attackers counted as victims, tolls too high, wrong groups, wrong countries, attacks that are not
in the article. By article on the sets that may be read, by kind or by id on the others.

"""


def printed(found: Sequence[Measured], version: str, last: Figures) -> str:
    """Return the table as plain text."""
    lines = [f"{'set':<38}{'measure':<30}{'today':>9}{version:>9}"]
    lines += [
        f"{name:<38}{measure:<30}{today:>9}{before:>9}"
        for name, measure, today, before in _rows(found, last)
    ]
    return "\n".join(lines)


def page(found: Sequence[Measured], version: str, last: Figures, languages: Figures) -> str:
    """Return the text of `docs/evaluation.md`; `languages` is by code and set."""
    table = [f"| set | measure | today | {version} |", "| --- | --- | ---: | ---: |"]
    table += [f"| {' | '.join(row)} |" for row in _rows(found, last)]
    told = "\n".join(_languages(languages))
    parts = ("\n".join(table), DUPLICATES, LANGUAGES.lstrip("\n"), told, HARM)
    return HEAD + "\n".join(parts) + "\n".join(_harmful(found)) + "\n"


def _languages(languages: Figures) -> Iterator[str]:
    """Yield a table with a line for each language and a column for each set that has it."""
    sets = list(dict.fromkeys(name for figures in languages.values() for name in figures))
    yield f"| language | {' | '.join(sets)} |"
    yield f"| --- |{' ---: |' * len(sets)}"
    for code, figures in sorted(languages.items()):
        yield f"| {code} | {' | '.join(_shown(figures.get(name)) for name in sets)} |"


def _rows(found: Sequence[Measured], last: Figures) -> Iterator[tuple[str, str, str, str]]:
    for one in found:
        before = last.get(one.name, {})
        for at, (measure, figure) in enumerate(one.figures.items()):
            name = "" if at else one.name
            yield name, measure, _shown(figure), _shown(before.get(measure))


def _shown(figure: float | None) -> str:
    if figure is None:
        return "-"
    return f"{figure:.3f}" if isinstance(figure, float) else str(figure)


def _harmful(found: Sequence[Measured]) -> Iterator[str]:
    for one in found:
        if one.harmful:
            yield f"- {one.name}:"
            yield from (f"  - {line}" for line in one.harmful)
