from pathlib import Path

import pytest

from streams.lang.loader import load_context, load_lexicons, reader_version


@pytest.mark.parametrize("code", ["ar", "ckb", "en", "es", "fr", "it"])
def test_each_language_knows_numbers_dates_attacks_and_names(code):
    lexicon = load_lexicons()[code]
    kinds = {phrase.kind for phrases in lexicon.phrases.values() for phrase in phrases}
    assert {"trigger", "trigger_weak", "harm_post", "people", "target", "claim", "month"} <= kinds
    assert len(lexicon.numbers) > 25
    assert sorted(set(lexicon.months.values())) == list(range(1, 13))
    assert sorted(set(lexicon.weekdays.values())) == list(range(7))
    assert lexicon.places.names
    assert lexicon.groups.names


@pytest.mark.parametrize("code", ["ar", "ckb", "en", "es", "fr", "it"])
def test_phrases_are_found_by_their_first_word(code):
    for first, phrases in load_lexicons()[code].phrases.items():
        assert all(phrase.words[0] == first for phrase in phrases)
        lengths = [len(phrase.words) for phrase in phrases]
        assert lengths == sorted(lengths, reverse=True)


def test_context_names_the_data_it_was_loaded_from():
    assert load_context().reader_version == reader_version()
    assert "+" in reader_version()


@pytest.mark.parametrize("code", ["ar", "ckb", "en", "es", "fr", "it"])
def test_every_table_of_words_is_asked_for_by_name(code):
    root = Path(__file__).parents[2] / "streams"
    source = "".join(path.read_text("utf-8") for path in root.rglob("*.py"))
    phrases = load_lexicons()[code].phrases.values()
    kinds = {phrase.kind for listed in phrases for phrase in listed}
    assert {kind for kind in kinds if f'"{kind}"' not in source} == set()
