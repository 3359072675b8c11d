"""French: elision, agreement, numbers by scores, nights between two days, whose dead, headlines."""

from dataclasses import replace

import pytest

from streams.domain.flow import Incoming
from streams.domain.folding import fold_latin
from streams.domain.numbers import number_at
from streams.domain.topics import INCIDENT_UPDATED
from streams.lang.groups import groups
from streams.lang.headlines import headline_words
from streams.lang.loader import load_lexicons
from streams.stages import escalate
from streams.stages.escalate.names import country_name, group_name, place_name
from tests import reading as reader
from tests.factories import WORLD, attack, fused
from tests.reading import context, figures

FRENCH = load_lexicons()["fr"]


def read(body, title=None):
    return reader.reading(body, title=title, language="fr")


def one(body, title=None):
    return reader.attack(body, title=title, language="fr")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("vingt et un", 21),
        ("soixante et onze", 71),
        ("soixante-dix-sept", 77),
        ("quatre-vingts", 80),
        ("quatre-vingt-douze", 92),
        ("dix-neuf", 19),
        ("cent trente-deux", 132),
        ("deux cents", 200),
        ("mille deux cents", 1200),
        ("deux mille trois cents", 2300),
    ],
)
def test_numbers_go_by_scores(words, value):
    told = fold_latin(words).split()
    number = number_at(told, 0, len(told), FRENCH)
    assert (number.low, number.end) == (value, len(told))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "Quarante et un civils ont été tués vendredi dans l'attaque d'un village près de Beni.",
            {"killed": 41},
        ),
        (
            "Des hommes armés ont tué vendredi dix soldats maliens et blessé une quinzaine d'autres"
            " à Gao.",
            {"killed": 10, "wounded": 15},
        ),
        (
            "L'explosion d'une mine a coûté la vie à d'au moins six soldats jeudi à Djibo.",
            {"killed": 6},
        ),
        (
            "Trois personnes, une mère et ses deux fils, ont été tuées jeudi par un obus à Goma.",
            {"killed": 3},
        ),
        (
            "Un commerçant de 45 ans, sa femme et leurs trois enfants ont été assassinés jeudi à"
            " Bankass par des inconnus.",
            {"killed": 5},
        ),
        (
            "Selon le préfet, sept civils ont été tués et quinze blessés jeudi à Kaya dans une"
            " embuscade.",
            {"killed": 7, "wounded": 15},
        ),
        (
            "Douze personnes ont été tuées jeudi à Gao dans une fusillade, dont deux policiers, et"
            " onze blessées.",
            {"killed": 12, "wounded": 11},
        ),
        (
            "Un policier, grièvement blessé, est décédé jeudi après une fusillade à Marseille.",
            {"killed": 1},
        ),
        (
            "Dans une embuscade jeudi à Gao ont été tués huit soldats.",
            {"killed": 8},
        ),
    ],
)
def test_tolls_are_read_with_agreement_elision_and_inversion(body, told):
    assert figures(one(body)) == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "Deux kamikazes, un homme et une femme, se sont fait exploser jeudi à Maroua, tuant"
            " onze passants.",
            {"killed": 11, "perpetrators_killed": 2},
        ),
        (
            "Huit militaires ont été tués jeudi dans l'attaque de leur camp à Djibo. Vingt"
            " assaillants ont été neutralisés.",
            {"killed": 8, "perpetrators_killed": 20},
        ),
        (
            "Un homme a poignardé deux passants jeudi à Nice avant d'être abattu par la police.",
            {"perpetrators_killed": 1},
        ),
    ],
)
def test_attackers_dead_are_counted_apart(body, told):
    found = figures(one(body))
    assert {name: found.get(name) for name in told} == told


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("jeudi", "2016-10-20"),
        ("mercredi dernier", "2016-10-19"),
        ("hier", "2016-10-20"),
        ("avant-hier", "2016-10-19"),
        ("le 18 octobre", "2016-10-18"),
        ("mardi 18 octobre 2016", "2016-10-18"),
        ("dans la nuit de mercredi à jeudi", "2016-10-20"),
        ("dans la nuit du 19 au 20 octobre", "2016-10-20"),
    ],
)
def test_days_are_read_as_papers_write_them(said, day):
    found = one(f"Des hommes armés ont tué six soldats {said} près de Djibo.")
    assert found.date.start == day


def test_the_first_of_a_month_is_a_day():
    body = "Des hommes armés ont tué six soldats le 1er novembre près de Djibo."
    found = reader.attack(body, language="fr", at="2016-11-03T18:00+00:00")
    assert found.date.start == "2016-11-01"


@pytest.mark.parametrize(
    ("body", "city", "country"),
    [
        ("Six civils ont été tués jeudi dans une attaque à Tombouctou.", "Timbuktu", "ML"),
        ("Une attaque a fait six morts jeudi à l'entrée de Bunia, en Ituri.", "Bunia", "CD"),
        (
            "Six civils ont été tués jeudi dans une fusillade à Tiébougou, à 30 km au nord de"
            " Niono, dans la région de Ségou.",
            "Niono",
            "ML",
        ),
        (
            "Six civils ont été tués jeudi dans une fusillade à Aorema, un village proche de"
            " Ouahigouya, a annoncé le gouverneur.",
            "Ouahigouya",
            "BF",
        ),
        ("Un attentat a fait six morts jeudi à Alep.", "Aleppo", "SY"),
    ],
)
def test_places_are_found_behind_elided_and_contracted_words(body, city, country):
    place = one(body).place
    assert (place.city, place.country) == (city, country)


@pytest.mark.parametrize(
    ("said", "group", "claimed"),
    [
        ("Le GSIM a revendiqué l'attaque.", "jnim", True),
        (
            "Le Groupe de soutien à l'islam et aux musulmans a revendiqué cette attaque.",
            "jnim",
            True,
        ),
        ("L'État islamique au Grand Sahara a revendiqué l'attaque.", "islamic-state-sahel", True),
        ("Bamako attribue l'attaque à la katiba Macina.", "macina-liberation-front", False),
        ("L'attaque n'a pas été revendiquée.", None, False),
    ],
)  # fmt: skip
def test_who_claims_and_who_is_blamed(said, group, claimed):
    found = one(f"Des hommes armés ont tué six soldats jeudi à Mopti, au Mali. {said}")
    assert [p.group_id for p in found.perpetrators if p.group_id] == ([group] if group else [])
    assert bool(found.claims) == claimed


def test_a_with_its_accent_is_another_word_than_has():
    assert FRENCH.kept["a"] == "à"
    assert figures(one("A Djibo, une mine a tué six soldats jeudi.")) == {"killed": 6}


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Attentat de Nice : huit accusés condamnés",
            "La cour d'assises a condamné jeudi huit personnes pour l'attentat qui avait fait 86"
            " morts à Nice.",
        ),
        (
            "Exercice attentat à Lyon",
            "Policiers et pompiers ont simulé jeudi à Lyon une fusillade. L'exercice a mobilisé des"
            " figurants.",
        ),
        (
            "L'attaque du PSG mitraille Lyon",
            "Le buteur parisien a bombardé le but adverse jeudi. L'entraîneur salue la victoire de"
            " ses joueurs en championnat.",
        ),
        (
            "Trente otages libérés à Mokolo",
            "Trente personnes enlevées par Boko Haram ont été libérées jeudi par l'armée à Mokolo.",
        ),
        (
            "Incendie au marché de Kaya",
            "Un incendie d'origine électrique a détruit jeudi des boutiques du marché de Kaya.",
        ),
        (
            "Deux morts lors d'un accident d'hélicoptère à Sévaré",
            "Un hélicoptère de l'armée malienne s'est écrasé jeudi, tuant deux militaires.",
        ),
        (
            "Trois morts dans l'explosion d'un camion-citerne",
            "L'explosion d'un camion-citerne a tué trois personnes jeudi à Bobo-Dioulasso.",
        ),
        (
            "MDN : 37 terroristes mis hors d'état de nuire en 2016",
            "Le ministère a dressé mercredi son bilan opérationnel. Au total, 21 terroristes ont"
            " été abattus. Une embuscade à Jijel a coûté la vie à un sergent.",
        ),
        (
            "L'explosion des prix inquiète Bamako",
            "Les prix explosent depuis jeudi à Bamako, une bombe sociale selon l'opposition.",
        ),
    ],
)
def test_what_is_no_attack_is_not_asserted(title, body):
    assert [a for a in read(body, title).attacks if a.modality == "asserted"] == []


def test_headline_is_said_in_french():
    [incident] = fused([attack("a0", language="fr", source="lefaso.net")])
    [emitted] = escalate.run([Incoming(INCIDENT_UPDATED, incident)], {}, context_of())
    headline = emitted.value.headline
    assert headline.other_language == "fr"
    assert headline.other.startswith("Non confirmé")
    assert " à Kirkouk, Irak, le 21 octobre 2016" in headline.other


def context_of():
    return replace(WORLD, gazetteer=context().gazetteer, groups=groups())


def test_headlines_count_and_name_in_french():
    words = headline_words()["fr"]
    assert [words.count("killed", n) for n in (0, 1, 7)] == ["un mort", "un mort", "7 morts"]
    assert country_name("CI", "fr") == "Côte d’Ivoire"
    assert group_name("Islamic State", "islamic-state", words, context_of()) == (
        "le groupe État islamique"
    )


def test_places_of_headlines_are_the_usual_french_ones():
    found = one("Un attentat a fait six morts jeudi à Bagdad.")
    assert place_name(found.place, headline_words()["fr"], context_of()) == "Bagdad"
