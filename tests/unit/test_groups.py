"""The table of groups: names lead to one id, own words and media are told apart."""

import re
from dataclasses import replace

import pytest

from streams.domain.folding import fold
from streams.domain.groups import group_table
from streams.lang.groups import groups

GROUPS = groups()
LISTED = list(GROUPS.by_id.values())
IDS = list(GROUPS.by_id)


def named(name: str, language: str = "en") -> str | None:
    return GROUPS.aliases[language].get(fold(name, language))


def test_table_lists_at_least_150_groups_and_30_state_forces() -> None:
    kinds = [group.kind for group in LISTED]
    assert kinds.count("nonstate") >= 150
    assert kinds.count("state") >= 30


def test_table_is_sorted_and_its_lists_are_too() -> None:
    assert sorted(IDS) == IDS
    for group in LISTED:
        for table in (group.aliases, group.weak_aliases, group.self_names, group.media):
            for names in table.values():
                assert list(names) == sorted(set(names)), group.id


def test_canonical_names_are_unique() -> None:
    assert len({group.name for group in LISTED}) == len(LISTED)


def test_groups_are_described_in_full() -> None:
    for group in LISTED:
        assert re.fullmatch(r"[a-z0-9-]+", group.id)
        assert group.name.strip() == group.name != "", group.id
        assert all(re.fullmatch(r"[A-Z]{2}", country) for country in group.countries), group.id
        assert group.countries, group.id
        assert group.aliases["en"], group.id


def test_groups_keep_their_names_after_folding() -> None:
    for group in LISTED:
        for table in (group.aliases, group.weak_aliases, group.self_names, group.media):
            for language, names in table.items():
                forms = [fold(name, language) for name in names]
                assert all(forms), group.id
                assert len(set(forms)) == len(forms), group.id


def test_lineages_end() -> None:
    for group in LISTED:
        lineage = GROUPS.lineage(group.id)
        assert lineage[0] == group.id
        assert len(set(lineage)) == len(lineage)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_generic_words_name_no_group(language: str) -> None:
    generic = GROUPS.unidentified[language] | GROUPS.state_words[language]
    assert generic & set(GROUPS.aliases[language]) == set()
    assert GROUPS.unidentified[language] & GROUPS.state_words[language] == set()


def test_aliases_hold_no_common_verb() -> None:
    assert "is" not in GROUPS.aliases["en"]
    assert "is" not in GROUPS.weak_aliases["en"]


@pytest.mark.parametrize(
    ("name", "language", "identity"),
    [
        ("داعش", "ar", "islamic-state"),
        ("تنظيم داعش", "ar", "islamic-state"),
        ("تنظيم الدولة", "ar", "islamic-state"),
        ("تنظيم الدولة الإسلامية", "ar", "islamic-state"),
        ("الدولة الاسلامية", "ar", "islamic-state"),
        ("ISIL", "en", "islamic-state"),
        ("Da'esh", "en", "islamic-state"),
        ("بوكو حرام", "ar", "boko-haram"),
        ("حركة الشباب", "ar", "al-shabaab"),
        ("الحوثيين", "ar", "houthis"),
        ("حزب العمال الكردستاني", "ar", "pkk"),
        ("كتائب حزب الله", "ar", "kataib-hezbollah"),
        ("حزب الله", "ar", "hezbollah"),
        ("طالبان", "ar", "taliban"),
        ("حماس", "ar", "hamas"),
        ("حركة طالبان باكستان", "ar", "ttp"),
        ("ISIS-K", "en", "islamic-state-khorasan"),
        ("التحالف الدولي", "ar", "us-led-coalition"),
        ("التحالف العربي", "ar", "saudi-led-coalition"),
        ("Rapid Support Forces", "en", "rsf"),
        ("FMLN", "en", "fmln"),
        ("FARABUNDO MARTI NATIONAL LIBERATION FRONT", "en", "fmln"),
        ("SENDERO LUMINOSO", "en", "shining-path"),
        ("MRTA", "en", "mrta"),
        ("Army of National Liberation", "en", "eln"),
        ("M-19", "en", "m-19"),
        ("The Extraditables", "en", "extraditables"),
        ("Manuel Rodriguez Patriotic Front", "en", "fpmr"),
        ("Guatemalan National Revolutionary Unity", "en", "urng"),
        ("Morazanist Patriotic Front", "en", "morazanist-patriotic-front"),
        ("Cinchoneros", "en", "cinchoneros"),
        ("Zarate Willka", "en", "zarate-willka"),
    ],
)
def test_alias_leads_to_its_group(name: str, language: str, identity: str) -> None:
    assert named(name, language) == identity


@pytest.mark.parametrize(
    ("name", "language", "identities"),
    [
        ("coalition", "en", ("saudi-led-coalition", "us-led-coalition")),
        ("التحالف", "ar", ("saudi-led-coalition", "us-led-coalition")),
        ("الشباب", "ar", ("al-shabaab", "islamic-state-mozambique")),
        ("القاعدة", "ar", ("al-qaeda",)),
    ],
)
def test_weak_alias_leads_to_all_that_bear_it(
    name: str, language: str, identities: tuple[str, ...]
) -> None:
    assert GROUPS.weak_aliases[language][fold(name, language)] == identities
    assert named(name, language) is None


@pytest.mark.parametrize("name", ["جنود الخلافة", "قوات الدولة الإسلامية"])
def test_self_names_are_no_aliases(name: str) -> None:
    assert GROUPS.self_names["ar"][fold(name, "ar")] == "islamic-state"
    assert named(name, "ar") is None


def test_media_speak_for_their_group() -> None:
    assert GROUPS.media["ar"][fold("وكالة أعماق", "ar")] == "islamic-state"
    assert GROUPS.media["en"]["amaq"] == "islamic-state"


@pytest.mark.parametrize(
    ("word", "language"),
    [("مسلحون", "ar"), ("مسلحين مجهولين", "ar"), ("انتحاري", "ar"), ("gunmen", "en")],
)
def test_unidentified_attackers_have_words(word: str, language: str) -> None:
    assert fold(word, language) in GROUPS.unidentified[language]


@pytest.mark.parametrize(
    ("one", "other", "compatible"),
    [
        ("islamic-state", "islamic-state", True),
        ("islamic-state", "islamic-state-sinai", True),
        ("islamic-state-sinai", "islamic-state", True),
        ("islamic-state-sinai", "islamic-state-khorasan", False),
        ("pkk", "islamic-state", False),
    ],
)
def test_are_compatible_follows_the_line_of_parents(one: str, other: str, compatible: bool) -> None:
    assert GROUPS.are_compatible(one, other) is compatible


def test_group_table_refuses_an_alias_of_two_groups() -> None:
    pkk = GROUPS.by_id["pkk"]
    with pytest.raises(ValueError, match="names pkk, other"):
        group_table([pkk, replace(pkk, id="other")], {}, {})
