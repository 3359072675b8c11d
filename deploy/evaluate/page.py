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
    parts = ("\n".join(table), LANGUAGES, "\n".join(_languages(languages)), HARM)
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
