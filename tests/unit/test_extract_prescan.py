"""What leaves before it is read: never an article in which the scan would find a trigger."""

import pytest

from streams.domain.lexicon import Phrase
from streams.stages.extract.words.prescan import may_name_attack
from tests.reading import context

TRIGGERS = ("trigger", "trigger_weak", "trigger_faint")


def triggers(language: str) -> list[Phrase]:
    lexicon = context().lexicons[language]
    return [p for listed in lexicon.phrases.values() for p in listed if p.kind in TRIGGERS]


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_every_trigger_of_the_data_keeps_an_article(language):
    lexicon = context().lexicons[language]
    missed = [p for p in triggers(language) if not may_name_attack(f"x, {_text(p)}. x", lexicon)]
    assert missed == []


def test_clitics_on_a_trigger_keep_an_article():
    lexicon = context().lexicons["ar"]
    words = ("بالهجوم", "وهجوم", "للهجوم", "والهجمات", "فقصف", "وَقُتِلَ جنديان في هجـــوم")
    assert [word for word in words if not may_name_attack(word, lexicon)] == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("افتتح الوزير معرض الكتاب في بغداد", "ar"),
        ("The minister attended the book fair in Baghdad", "en"),
        ("The school bus took people home", "en"),
    ],
)
def test_an_article_without_a_trigger_leaves(text, language):
    assert not may_name_attack(text, context().lexicons[language])


def test_a_telling_word_alone_is_no_trigger():
    lexicon = context().lexicons["en"]
    alone = [p for p in triggers("en") if "electricity" in p.words]
    assert alone
    assert not may_name_attack("Electricity returned to the town", lexicon)


def _text(phrase: Phrase) -> str:
    return " ".join(phrase.words)
