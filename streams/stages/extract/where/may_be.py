"""Whether a name of the gazetteer stands for a place here, or is another word or a person."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from streams.domain.lexicon import Lexicon
from streams.stages.extract.where.around_names import is_small_word, is_titled, is_where
from streams.stages.extract.where.persons import LEADS, follows_a_name
from streams.stages.extract.words.names import (
    Name,
    is_epithet,
    is_in_compound,
    is_quoted,
    names_in,
    stands_in,
)
from streams.stages.extract.words.scan import Hits
from streams.stages.extract.words.text import Passage, Sentence

_OTHER_WORDS = (
    "weekday", "month", "time", "part_of_day", "last", "period", "place_head", "direction",
    "target", "org", "people", "people_one", "people_two", "attackers", "attackers_one", "role",
    "says", "trigger", "arms", "trigger_weak", "trigger_faint", "harm_post", "harm_counted",
    "locative", "unit", "others", "light", "clash", "weapon", "claim", "year_word", "member",
    "subset", "given_name",
)  # fmt: skip


def headed_names(hits: Hits, lexicon: Lexicon, known: Iterable[Sequence[Name]]) -> set[str]:
    """Return the Arabic names that a word like `district` stands before somewhere: no other words.

    `قضاء الخالص` makes of `الخالص` a place in the whole text.
    """
    if lexicon.grammar.capitals:
        return set()
    single = (name for names in known for name in names if name.end - name.start == 1)
    return {name.key for name in single if _is_headed(hits, name)}


def _is_headed(hits: Hits, name: Name) -> bool:
    """Whether a word for a town, district or province stands right before a name."""
    heads = hits.within(max(0, name.start - 2), name.start, "place_head")
    named = any(h.end == name.start and not h.value.startswith("neighbourhood") for h in heads)
    return named and hits.at(name.start, "place_head") is None


def named_otherwise(passage: Passage, hits: Hits, sentence: Sentence, lexicon: Lexicon) -> set[int]:
    """Return the tokens of outlets and groups: `France Press` is no place."""
    return {
        token
        for table in (lexicon.outlets, lexicon.groups)
        for name in names_in(passage, hits, sentence, lexicon, table, article=True)
        if name.end - name.start > 1
        for token in range(name.start, name.end)
    }


def tokens_of(names: Sequence[Name]) -> set[int]:
    """Return the last tokens of names: another place may follow one, `столице Сомали Могадишо`."""
    return {name.end - 1 for name in names}


def masked_tokens(hits: Hits, sentence: Sentence) -> set[int]:
    """Return the tokens of phrases that mean something else: `запрещена в РФ`."""
    return {token for hit in hits.inside(sentence, "masked") for token in range(hit.start, hit.end)}


def hour_tokens(hits: Hits, sentence: Sentence) -> set[int]:
    """Return the tokens of parts of the day in several words: `ساعة المغرب` is no Morocco."""
    parts = hits.inside(sentence, "part_of_day")
    return {token for hit in parts for token in range(hit.start + 1, hit.end)}


def may_be_place(
    passage: Passage, hits: Hits, lexicon: Lexicon, name: Name, beside: AbstractSet[int]
) -> bool:
    """Whether a name can stand for a place: a capital, or no other word of the language.

    One Arabic word that the lexicon also knows needs a word like `city` before it.
    """
    if _is_other_name(passage, hits, lexicon, name, beside):
        return False
    if lexicon.grammar.quoted_names and is_quoted(passage, name):
        return _is_headed(hits, name)
    other = name.key in lexicon.weak_places or hits.at(name.start, *_OTHER_WORDS) is not None
    if name.end - name.start > 1 or not other or _is_parted(hits, lexicon, name):
        return True
    if lexicon.grammar.nouns_lead and is_where(passage, hits, name):
        return True
    if lexicon.grammar.capitals and stands_in(passage, hits, name):
        return True
    return _is_headed(hits, name) or _is_beside(hits, lexicon, name)


def _is_beside(hits: Hits, lexicon: Lexicon, name: Name) -> bool:
    """Whether an Arabic word like `west of` leads to a name that no lexicon has: `غرب حديثة`."""
    if not lexicon.clitics.article or hits.at(name.start, *_OTHER_WORDS) is not None:
        return False
    before = hits.within(max(0, name.start - 1), name.start, "direction")
    return any(hit.end == name.start and not hit.definite for hit in before)


def _is_other_name(
    passage: Passage, hits: Hits, lexicon: Lexicon, name: Name, beside: AbstractSet[int]
) -> bool:
    """Whether its spelling or its neighbours make of the name a person, a thing or a small word."""
    grammar = lexicon.grammar
    if grammar.capitals and (
        is_epithet(passage, name)
        or not _is_spelt_as_place(passage, hits, lexicon, name)
        or (
            name.start - 1 not in beside
            and follows_a_name(passage, hits, name)
            and not _is_parted(hits, lexicon, name)
        )
        or (
            passage.in_capitals
            and not _is_led(passage, hits, name)
            and not _is_parted(hits, lexicon, name)
        )
    ):
        return True
    if grammar.nouns_lead and (is_titled(passage, hits, name) or is_small_word(hits, name)):
        return True
    return grammar.adjective_names and is_in_compound(passage, name)


def _is_spelt_as_place(passage: Passage, hits: Hits, lexicon: Lexicon, name: Name) -> bool:
    """Whether the first letter is that of a place: a capital, small for an adjective.

    An adjective in the name of an institution has a capital: `Пермский университет`.
    """
    capital = _is_capital(passage, hits, name.start)
    if name.key not in lexicon.small_places:
        return capital
    return not capital or hits.at(name.end, "target", "role", "org") is not None


def _is_parted(hits: Hits, lexicon: Lexicon, name: Name) -> bool:
    """Whether the name is no other word: an ending is parted from it, or `city` follows."""
    if not lexicon.grammar.parted_names:
        return False
    case = hits.at(name.end, "name_case", "place_tail")
    return case is not None and case.value not in ("object", "with", "those")


def _is_capital(passage: Passage, hits: Hits, at: int) -> bool:
    """Whether a name begins here: a capital, or an article before one: `al-Bab`."""
    if passage.raw[passage.starts[at]].isupper():
        return True
    prefix = hits.at(at, "article_prefix") is not None and passage.gap(at) == "-"
    return prefix and passage.raw[passage.starts[at + 1]].isupper()


def _is_led(passage: Passage, hits: Hits, name: Name) -> bool:
    """Whether words around a name show a place where all is in capitals.

    More than one word, a word like `in` or `city of` before it, or a comma that ends a place.
    """
    if name.end - name.start > 1:
        return True
    if hits.by_start.get(name.start):
        return False
    before = hits.within(max(0, name.start - 3), name.start, *LEADS)
    after = hits.at(name.end, "place_tail")
    listed = name.start > 0 and passage.gap(name.start - 1).startswith((",", " ("))
    opens = name.start == 0 and passage.part == "body"
    return bool(after or listed or opens or any(h.end == name.start for h in before))
