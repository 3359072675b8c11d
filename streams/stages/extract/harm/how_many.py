"""How many a verb says that suffered it: one alone, or several."""

from streams.stages.extract.harm.reader import Reader
from streams.stages.extract.words.scan import Hit


def is_of_one(reader: Reader, harm: Hit) -> bool:
    """Whether Arabic words tell it of one alone, `لقي مصرعه`, `متأثرا بجراحه`."""
    said = reader.passage.slice(harm.start, harm.end)
    return reader.lexicon.grammar.clitics and " " in said and said.endswith("ه")


def is_plural(reader: Reader, harm: Hit) -> bool:
    """Whether the verb says that several suffered it: `قتلوا`, `погибли`, `murieron`."""
    if reader.hits.at(harm.start, "several_verb") is not None:
        return True
    ending = "وا" if reader.lexicon.grammar.clitics else reader.lexicon.grammar.plural_verb
    return bool(ending) and reader.passage.words[harm.start].endswith(ending)
