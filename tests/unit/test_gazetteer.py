from itertools import pairwise
from zoneinfo import available_timezones

import pytest

from streams.domain.folding import fold, fold_latin
from streams.domain.geography import Gazetteer, GazetteerEntry, distance_km
from streams.lang import tables
from streams.lang.countries import load_countries
from streams.lang.gazetteer import load_gazetteer
from streams.lang.tables import rows_of, shared_file

TABLES = ("countries.tsv", "places_quarters.tsv", "places_stop.tsv", "places_supplement.tsv")
KINDS = {"country", "province", "district", "city", "neighbourhood"}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def first(gazetteer: Gazetteer, name: str, country: str | None = None) -> GazetteerEntry:
    language = "en" if name.isascii() else "ar"
    found = gazetteer.named(language, fold(name, language))
    return next(entry for entry in found if country in {None, entry.country})


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("كركوك", "IQ", 35.47, 44.39),
        ("الموصل", "IQ", 36.34, 43.12),
        ("بغداد", "IQ", 33.34, 44.40),
        ("عدن", "YE", 12.78, 45.04),
        ("صنعاء", "YE", 15.35, 44.21),
        ("حلب", "SY", 36.20, 37.16),
        ("باريس", "FR", 48.85, 2.35),
        ("Kirkuk", "IQ", 35.47, 44.39),
        ("Mosul", "IQ", 36.34, 43.12),
        ("Sana'a", "YE", 15.35, 44.21),
        ("Sanaa", "YE", 15.35, 44.21),
        ("Paris", "FR", 48.85, 2.35),
        ("Kabul", "AF", 34.53, 69.17),
        ("Istanbul", "TR", 41.01, 28.95),
    ],
)
def test_bare_name_means_the_likeliest_place(
    gazetteer: Gazetteer, name: str, country: str, lat: float, lon: float
) -> None:
    entry = first(gazetteer, name)
    assert entry.country == country
    assert distance_km(entry.lat, entry.lon, lat, lon) < 12


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("الرمادي", "IQ", "Anbar"),
        ("الفلوجة", "IQ", "Anbar"),
        ("الحويجة", "IQ", "Kirkuk"),
        ("الدبس", "IQ", "Kirkuk"),
        ("آمرلي", "IQ", "Salah al-Din"),
        ("جلولاء", "IQ", "Diyala"),
        ("التون كوبري", "IQ", "Kirkuk"),
        ("تلعفر", "IQ", "Nineveh"),
        ("دير الزور", "SY", "Deir ez-Zor"),
        ("الغوطة الشرقية", "SY", "Rif Dimashq"),
        ("المكلا", "YE", "Hadramawt"),
        ("الشيخ زويد", "EG", "North Sinai"),
        ("خان يونس", "PS", "Gaza Strip"),
        ("مقديشو", "SO", "Banadir"),
        ("مايدوغوري", "NG", "Borno"),
        ("كويتا", "PK", "Balochistan"),
        ("Deir al-Zor", "SY", "Deir ez-Zor"),
        ("Falluja", "IQ", "Anbar"),
        ("El Arish", "EG", "North Sinai"),
        ("Mocimboa da Praia", "MZ", "Cabo Delgado"),
        ("Kiev", "UA", "Kyiv City"),
        ("Soyapango", "SV", "San Salvador"),
        ("Ayacucho", "PE", "Ayacucho"),
        ("Barrancabermeja", "CO", "Santander"),
        ("شمال سيناء", "EG", "North Sinai"),
        ("محافظة الأنبار", "IQ", "Anbar"),
        ("بلوشستان", "PK", "Balochistan"),
        ("هلمند", "AF", "Helmand"),
    ],
)
def test_place_of_attacks_is_known_in_its_province(
    gazetteer: Gazetteer, name: str, country: str, admin1: str
) -> None:
    entry = first(gazetteer, name)
    assert (entry.country, entry.admin1) == (country, admin1)


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("مدينة الصدر", "Baghdad"),
        ("الواسطي", "Kirkuk"),
        ("دوميز", "Kirkuk"),
        ("الضاحية الجنوبية", "Beirut"),
        ("Dasht-e-Barchi", "Kabul"),
        ("Besiktas", "Istanbul"),
        ("Maelbeek", "Brussels"),
        ("Bataclan", "Paris"),
        ("Crater", "Aden"),
    ],
)
def test_neighbourhood_belongs_to_its_city(gazetteer: Gazetteer, name: str, city: str) -> None:
    language = "en" if name.isascii() else "ar"
    found = gazetteer.named(language, fold(name, language))
    assert city in {entry.city for entry in found if entry.kind == "neighbourhood"}


def test_neighbourhoods_lie_near_a_city_of_that_name(gazetteer: Gazetteer) -> None:
    for entry in gazetteer.entries:
        if entry.kind == "neighbourhood":
            cities = gazetteer.named("en", fold_latin(entry.city or ""))
            ways = [
                distance_km(entry.lat, entry.lon, city.lat, city.lon)
                for city in cities
                if city.kind == "city" and city.country == entry.country
            ]
            assert min(ways, default=999) < 60, entry


def test_supplement_towns_lie_near_their_province(gazetteer: Gazetteer) -> None:
    provinces = {
        (entry.country, entry.admin1): entry
        for entry in gazetteer.entries
        if entry.kind == "province"
    }
    for row in rows_of("places_supplement.tsv"):
        if row["lat"] and row["kind"] != "province" and row["admin1"]:
            province = provinces[row["country"], row["admin1"]]
            here = float(row["lat"]), float(row["lon"])
            assert distance_km(*here, province.lat, province.lon) < 450, row["name"]


def test_quarters_lie_in_their_town_and_are_known_by_it(gazetteer: Gazetteer) -> None:
    for row in rows_of("places_quarters.tsv"):
        named = gazetteer.named("en", fold_latin(row["en"].split("|")[0]))
        quarter = next(e for e in named if (e.name, e.city) == (row["name"], row["city"]))
        town = next(
            e
            for e in gazetteer.named("en", fold_latin(row["city"]))
            if (e.country, e.kind) == (row["country"], "city")
        )
        far = distance_km(quarter.lat, quarter.lon, town.lat, town.lon)
        assert (quarter.kind, quarter.admin1) == ("neighbourhood", town.admin1), row
        assert far < 40, row


def test_usual_name_is_the_first_of_the_supplement(gazetteer: Gazetteer) -> None:
    mosul = first(gazetteer, "Mosul")
    assert gazetteer.usual_names["ar"][mosul.entry_id] == "الموصل"


def test_dibis_is_a_city_of_kirkuk_37_km_from_it(gazetteer: Gazetteer) -> None:
    dibis, kirkuk = first(gazetteer, "Dibis", "IQ"), first(gazetteer, "Kirkuk", "IQ")
    assert (dibis.kind, dibis.admin1) == ("city", "Kirkuk")
    assert distance_km(dibis.lat, dibis.lon, kirkuk.lat, kirkuk.lon) == pytest.approx(37, abs=1)


def test_entry_id_is_the_place_in_entries(gazetteer: Gazetteer) -> None:
    for at in (0, 1, 5000, len(gazetteer.entries) - 1):
        assert gazetteer.entries[at].entry_id == at
    assert gazetteer.entries[-1].entry_id == len(gazetteer.entries) - 1
    assert gazetteer.entries[1:3] == (gazetteer.entries[1], gazetteer.entries[2])


def test_names_point_at_entries_the_likeliest_first(gazetteer: Gazetteer) -> None:
    for names in gazetteer.names.values():
        shared = [indexes for indexes in names.values() if len(indexes) > 1]
        for indexes in shared[::7]:
            populations = [gazetteer.entries[index].population for index in indexes]
            assert all(before >= after for before, after in pairwise(populations))


def test_names_are_folded(gazetteer: Gazetteer) -> None:
    for language, names in gazetteer.names.items():
        assert [name for name in list(names) if fold(name, language) != name] == []


def test_entries_are_complete(gazetteer: Gazetteer) -> None:
    countries = load_countries().by_code
    for entry in gazetteer.entries:
        assert entry.name, entry
        assert entry.name.isascii(), entry
        assert entry.country in countries, entry
        assert -90 <= entry.lat <= 90, entry
        assert -180 <= entry.lon <= 180, entry
        assert entry.kind in KINDS, entry
        assert (entry.city is not None) or entry.kind != "neighbourhood", entry


def test_zones_are_of_the_iana_list(gazetteer: Gazetteer) -> None:
    assert set(gazetteer.zones.values()) <= available_timezones()
    assert gazetteer.zone_of("IQ", "Kirkuk") == "Asia/Baghdad"
    assert gazetteer.zone_of("US", "California") == "America/Los_Angeles"


def test_stopped_word_is_no_place_of_geonames(gazetteer: Gazetteer) -> None:
    by_hand = {
        (language, fold(name, language))
        for row in rows_of("places_supplement.tsv")
        for language, cell in (("en", f"{row['name']}|{row['en']}"), ("ar", row["ar"]))
        for name in cell.split("|")
    }
    countries = load_countries().names
    for row in rows_of("places_stop.tsv"):
        language, name = row["language"], fold(row["name"], row["language"])
        known = (language, name) in by_hand or name in countries[language]
        assert known or name not in gazetteer.names[language], row


@pytest.mark.parametrize("table", TABLES)
def test_table_is_sorted_unique_and_says_its_source(table: str) -> None:
    text = shared_file(table).read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines[1:] == sorted(set(lines[1:]))
    assert text.startswith("#")
    assert all((row.get("source") or row.get("why")) for row in rows_of(table))


@pytest.mark.parametrize("table", TABLES)
def test_table_has_no_stray_spaces(table: str) -> None:
    for row in rows_of(table):
        for cell in row.values():
            assert cell == cell.strip(), row
            assert all(part and part == part.strip() for part in cell.split("|") if cell), row


def test_table_with_a_short_row_names_the_line(tmp_path, monkeypatch) -> None:
    tmp_path.joinpath("bad.tsv").write_text("# head\na\tb\n1\t2\n3\n", "utf-8")
    monkeypatch.setattr(tables, "_file", lambda name, _folder: tmp_path / name)
    with pytest.raises(ValueError, match=r"bad\.tsv line 4: 2 columns wanted, got 1"):
        list(rows_of("bad.tsv"))


@pytest.mark.parametrize(
    ("language", "word", "country"),
    [
        ("ar", "عراقيين", "IQ"),
        ("ar", "إيرانيون", "IR"),
        ("ar", "إيرانية", "IR"),
        ("ar", "أتراك", "TR"),
        ("ar", "هنود", "IN"),
        ("ar", "أميركيين", "US"),
        ("en", "Iraqis", "IQ"),
        ("en", "Iranian", "IR"),
        ("en", "Dutch", "NL"),
        ("en", "South Sudanese", "SS"),
    ],
)
def test_nationality_word_means_its_country(language: str, word: str, country: str) -> None:
    assert load_countries().nationalities[language][fold(word, language)] == country


def test_nationality_word_is_never_the_name_of_a_country() -> None:
    countries = load_countries()
    for language, words in countries.nationalities.items():
        assert set(words) & set(countries.names[language]) == set()


def test_country_word_belongs_to_one_country(gazetteer: Gazetteer) -> None:
    for language in gazetteer.names:
        owner: dict[str, str] = {}
        for code, country in load_countries().by_code.items():
            said = (country.names.get(language, ()), country.nationalities.get(language, ()))
            for word in (fold(one, language) for words in said for one in words):
                assert owner.setdefault(word, code) == code, word


@pytest.mark.parametrize(
    ("language", "name", "country"),
    [
        ("ar", "العراق", "IQ"),
        ("ar", "سورية", "SY"),
        ("ar", "الولايات المتحدة", "US"),
        ("ar", "أفغانستان", "AF"),
        ("en", "Ivory Coast", "CI"),
        ("en", "Turkiye", "TR"),
        ("en", "UK", "GB"),
        ("en", "DR Congo", "CD"),
    ],
)
def test_country_is_known_by_name(language: str, name: str, country: str) -> None:
    assert load_countries().names[language][fold(name, language)] == country


def test_countries_are_entries_of_the_gazetteer(gazetteer: Gazetteer) -> None:
    iraq = first(gazetteer, "العراق")
    assert (iraq.kind, iraq.country, iraq.admin1) == ("country", "IQ", None)
