"""The register of outlets and wires: who is who, who is trusted, who is independent of whom."""

import gzip
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.domain.folding import fold
from streams.domain.sources import UNLISTED, register
from streams.lang.sources import source_register
from tests.shared import shared

REGISTER = source_register()
SOURCES = list(REGISTER.sources.values())
SEEDS = Path(__file__).parents[2] / "seeds" / "articles.jsonl"
LISTED = sorted(source.id for source in SOURCES)
WIRES = sorted(source.id for source in SOURCES if source.wire)
REPORTS = st.lists(
    st.tuples(
        st.sampled_from([*LISTED, "one.example", "two.example"]),
        st.lists(st.sampled_from([*WIRES, "no such agency"]), max_size=3),
    ),
    max_size=12,
)


def resolved(source: str) -> str | None:
    entry = REGISTER.resolve(source)
    return entry and entry.id


def test_register_lists_at_least_200_outlets_and_60_wires() -> None:
    assert len(SOURCES) >= 200
    assert len(WIRES) >= 60


def test_register_is_sorted_and_its_lists_are_too() -> None:
    assert list(REGISTER.sources) == sorted(REGISTER.sources)
    for source in SOURCES:
        names = [*source.names.values(), *source.weak_names.values()]
        for listed in (source.domains, source.spellings, *names):
            assert list(listed) == sorted(set(listed)), source.id


def test_sources_are_described_in_full() -> None:
    for source in SOURCES:
        country = re.fullmatch(r"[A-Z]{2}", source.country)
        state = source.state is None or re.fullmatch(r"[A-Z]{2}", source.state)
        languages = all(re.fullmatch(r"[a-z]{2,3}", code) for code in source.languages)
        assert re.fullmatch(r"[a-z0-9.-]+", source.id)
        assert all((country, state, languages)), source.id
        assert source.languages, source.id
        assert source.owner, source.id
        assert 0 < len(source.why) < 90, source.id
        assert source.id in source.domains or "." not in source.id
        assert source.tier == "D" or not source.perpetrator, source.id


def test_sources_keep_their_names_after_folding() -> None:
    for source in SOURCES:
        for table in (source.names, source.weak_names):
            for language, names in table.items():
                forms = [fold(name, language) for name in names]
                assert all(forms), source.id
                assert len(set(forms)) == len(forms), source.id


def test_every_gold_source_is_listed() -> None:
    replay = shared("gold", "kirkuk-replay.jsonl").read_text("utf-8").splitlines()
    reports = json.loads(shared("gold", "kirkuk-2016-10-21.reports.json").read_text("utf-8"))
    told = [json.loads(line) for line in replay] + reports["reports"] + reports["hard_negatives"]
    assert [report["source"] for report in told if not REGISTER.resolve(report["source"])] == []


def test_every_paper_of_the_development_articles_is_listed() -> None:
    path = shared("data", "arabic_news_2015", "articles.jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        papers = {json.loads(line)["source"] for line in lines}
    assert {paper for paper in papers if not REGISTER.resolve(paper)} == set()


def test_every_seed_source_is_listed() -> None:
    seeds = SEEDS.read_text("utf-8").splitlines()
    assert {s for line in seeds if not REGISTER.resolve(s := json.loads(line)["source"])} == set()


@pytest.mark.parametrize(
    ("source", "identity"),
    [
        ("okaz.com.sa", "okaz.com.sa"),
        ("OKAZ.com.sa.", "okaz.com.sa"),
        ("okaz", "okaz.com.sa"),
        ("okaz (AFP)", "okaz.com.sa"),
        ("french.presstv.ir", "presstv.ir"),
        ("fr.sputniknews.africa", "sputniknews.com"),
        ("sarabic.ae", "sputniknews.com"),
        ("https://www.bbc.co.uk/arabic/1", "bbc.com"),
        ("arabicpost (Huffpost Arabi/AFP)", "arabicpost.net"),
        ("haber7/istanbulhaber (AA)", "haber7.com"),
        ("khaleejtimes/AFP", "khaleejtimes.com"),
        ("tgcom24", "tgcom24.it"),
        ("afp", "afp"),
        ("AFP.com", "afp"),
        ("irfaasawtak.com", "irfaasawtak.com"),
    ],
)
def test_resolve_finds_the_publisher_in_any_spelling(source: str, identity: str) -> None:
    assert resolved(source) == identity


@pytest.mark.parametrize(
    "source",
    [
        "",
        "example.org",
        "okaz.com.sa.example.org",
        "okaz-com-sa.example.org",
        "https://okaz.com.sa@example.org/",
        "https://example.org/okaz.com.sa",
        "example.org/okaz.com.sa",
        "example.org (AFP)",
        "com.sa",
        "news.afp",
        "http://[",
        "http://",
    ],
)
def test_resolve_knows_no_publisher_that_only_borrows_a_name(source: str) -> None:
    assert resolved(source) is None


@pytest.mark.parametrize(
    ("name", "language", "wire"),
    [
        ("وكالة الصحافة الفرنسية", "ar", "afp"),
        ("فرانس برس", "ar", "afp"),
        ("أ ف ب", "ar", "afp"),
        ("ا.ف.ب", "ar", "afp"),
        ("AFP", "en", "afp"),
        ("Agence France-Presse", "en", "afp"),
        ("رويترز", "ar", "reuters"),
        ("د ب أ", "ar", "dpa"),
        ("د.ب.أ", "ar", "dpa"),
        ("الأناضول", "ar", "aa"),
        ("شينخوا", "ar", "xinhua"),
        ("Islamic Republic News Agency", "en", "irna"),
        ("أعماق", "ar", "amaq"),
        ("AP", "en", "ap"),
    ],
)
def test_wire_named_reads_credits_in_both_languages(name: str, language: str, wire: str) -> None:
    found = REGISTER.wire_named(fold(name, language))
    assert found is not None
    assert found.id == wire


def test_wire_named_is_none_for_outlets_and_strangers() -> None:
    assert REGISTER.wire_named(fold("New York Times", "en")) is None
    assert REGISTER.wire_named("no such agency") is None


def test_weak_names_are_apart_from_names() -> None:
    assert "ap" not in REGISTER.names["en"]
    assert REGISTER.weak_names["en"]["ap"] == "ap"


@pytest.mark.parametrize(
    ("source", "wires", "tier"),
    [
        ("afp", (), "A"),
        ("okaz.com.sa", (), "B"),
        ("irfaasawtak.com", (), "C"),
        ("irfaasawtak.com", ("AFP",), "A"),
        ("irfaasawtak.com", ("وكالة الصحافة الفرنسية",), "A"),
        ("irfaasawtak.com", ("xinhua",), "C"),
        ("irfaasawtak.com", ("New York Times",), "C"),
        ("infowars.com", ("afp",), "D"),
        ("amaq", ("afp",), "D"),
        ("example.org", ("afp",), None),
    ],
)
def test_tier_rises_with_a_wire_for_listed_sources_only(
    source: str, wires: tuple[str, ...], tier: str | None
) -> None:
    assert REGISTER.tier(source, wires) == tier
    assert REGISTER.is_reliable(source, wires) is (tier in {"A", "B"})


@pytest.mark.parametrize(
    ("reports", "number"),
    [
        ([], 0),
        ([("afp", ())], 1),
        ([("afp", ()), ("afp", ())], 1),
        ([("afp", ()), ("reuters", ())], 2),
        ([("afp", ()), ("okaz.com.sa", ("afp",))], 1),
        ([("irfaasawtak.com", ("AFP",)), ("okaz.com.sa", ("فرانس برس",))], 1),
        ([("irfaasawtak.com", ("AFP",)), ("okaz.com.sa", ())], 2),
        ([("okaz.com.sa", ("no such agency",))], 1),
        ([("aawsat.com", ()), ("arabnews.com", ())], 1),
        ([("tass.ru", ()), ("francais.rt.com", ()), ("sarabic.ae", ())], 1),
        ([("tass.ru", ()), ("interfax.ru", ())], 2),
        ([("infobae", ("afp", "ap")), ("afp", ()), ("ap", ())], 2),
        ([("infobae", ("afp", "ap"))], 1),
        ([("infobae", ("afp", "ap")), ("okaz", ("ap",))], 1),
        ([("reuters", ("reuters", "sana")), ("sana", ())], 1),
        ([("reuters", ("sana",))], 1),
        ([("reuters", ("sana",)), ("afp", ("sana",))], 1),
        ([("amaq", ()), ("almasirah.net", ())], 0),
        ([("okaz.com.sa", ("amaq",))], 1),
        ([("amaq", ()), ("okaz.com.sa", ("amaq",))], 1),
        ([("one.example", ()), ("two.example", ())], 1),
        ([("one.example", ("afp",)), ("two.example", ("reuters",))], 1),
        ([("one.example", ("afp",)), ("afp", ())], 1),
        ([("one.example", ()), ("afp", ())], 2),
        ([("infowars.com", ()), ("one.example", ())], 1),
        ([("okaz.com.sa", ("infowars.com",)), ("one.example", ())], 1),
    ],
)
def test_independent_counts_whoever_cannot_have_copied(
    reports: list[tuple[str, tuple[str, ...]]], number: int
) -> None:
    assert len(REGISTER.independent(reports)) == number


def test_independent_names_its_keys() -> None:
    reports = [("trt", ()), ("okaz", ("afp",)), ("one.example", ())]
    assert REGISTER.independent(reports) == ("owner:Agence France-Presse", "state:TR", UNLISTED)


@given(REPORTS, st.randoms(use_true_random=False))
def test_independent_knows_no_order(reports: list[tuple[str, list[str]]], random: object) -> None:
    shuffled = list(reports)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert REGISTER.independent(shuffled) == REGISTER.independent(reports)


@given(REPORTS, st.lists(st.sampled_from([*WIRES, "okaz"]), max_size=2))
def test_independent_grows_by_at_most_one_for_fifty_unlisted_sources(
    reports: list[tuple[str, list[str]]], wires: list[str]
) -> None:
    invented = [(f"invented-{number}.example", wires) for number in range(50)]
    before = REGISTER.independent(reports)
    assert len(REGISTER.independent([*reports, *invented])) - len(before) in {0, 1}


@given(REPORTS)
def test_independent_ignores_repeats(reports: list[tuple[str, list[str]]]) -> None:
    assert REGISTER.independent(reports * 2) == REGISTER.independent(reports)


def test_register_refuses_a_spelling_of_two_sources() -> None:
    okaz = REGISTER.sources["okaz.com.sa"]
    with pytest.raises(ValueError, match=r"okaz\.com\.sa"):
        register([okaz, replace(okaz, id="other")])


def test_register_refuses_a_name_of_two_sources() -> None:
    afp = REGISTER.sources["afp"]
    with pytest.raises(ValueError, match="names afp, other"):
        register([afp, replace(afp, id="other", domains=(), spellings=())])
