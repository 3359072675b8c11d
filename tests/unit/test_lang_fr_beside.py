"""French: what is told beside the attack: earlier ones, who condemns it, whose dead, far towns."""

import pytest

from tests import reading as reader
from tests.reading import figures


def read(body, title=None):
    return reader.reading(body, title=title, language="fr")


def one(body, title=None):
    return reader.attack(body, title=title, language="fr")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Les FARDC ont tué douze ADF jeudi près de Beni.", {"perpetrators_killed": 12}),
        (
            "Une attaque contre un hôtel de Mogadiscio a fait six morts jeudi. Les assaillants, au"
            " nombre de cinq, ont tous été abattus.",
            {"killed": 6, "perpetrators_killed": 5},
        ),
    ],
)
def test_attackers_are_counted_by_their_name_and_behind_their_noun(body, told):
    assert figures(one(body)) == told


def test_terrorist_is_an_adjective_behind_the_attack():
    title = "Vienne : quatre morts dans une attaque terroriste, l'assaillant abattu"
    found = one("Un homme a tué jeudi quatre passants à Vienne, en Autriche.", title)
    assert figures(found) == {"killed": 4, "perpetrators_killed": 1}


@pytest.mark.parametrize(
    ("said", "groups"),
    [
        ("Le Hezbollah les a condamnées dans les termes les plus fermes.", []),
        ("Mercredi, le mouvement Red-Tabara avait revendiqué une attaque au mortier.", []),
        ("Un homme dit dans une vidéo s'être inspiré de l'État islamique.", ["islamic-state"]),
    ],
)
def test_who_condemns_or_inspired_claims_nothing(said, groups):
    found = one(f"Des grenades ont tué deux personnes jeudi à Bujumbura, au Burundi. {said}")
    assert not found.claims
    assert [p.group_id for p in found.perpetrators if p.group_id] == groups


def test_a_force_that_says_what_it_struck_is_no_claim_of_its_enemy():
    found = one(
        "Une frappe israélienne a tué jeudi quatorze personnes à Nousseirat, à Gaza. L'armée"
        " israélienne dit avoir visé un centre de commandement du Hamas."
    )
    assert not found.claims
    assert [p.group_id for p in found.perpetrators] == ["israeli-forces"]


@pytest.mark.parametrize(
    ("title", "body", "country"),
    [
        ("Mali : deux Chinois enlevés", "Deux Chinois ont été enlevés jeudi au Mali.", "ML"),
        (
            "Burkina : le chef du village de Bani assassiné",
            "Le chef de Bani a été tué jeudi par des hommes armés venus à moto.",
            "BF",
        ),
    ],
)
def test_towns_of_far_away_are_not_meant(title, body, country):
    assert one(body, title).place.country == country


def test_a_name_may_begin_with_a_figure():
    found = one("Des rebelles 3R ont tué deux civils jeudi à Bocaranga.")
    assert [p.group_id for p in found.perpetrators] == ["3r-car"]
    assert figures(found) == {"killed": 2}


def test_days_before_told_in_the_pluperfect_are_background():
    title = "Kiev : un mort dans une frappe russe"
    body = (
        "Un immeuble a été touché jeudi par un tir d'artillerie à Kiev. Une personne a été tuée."
        " La veille, 35 personnes étaient mortes dans le bombardement de Yavoriv."
    )
    told = [a for a in read(body, title).attacks if a.modality == "asserted"]
    assert [(a.place.city, a.killed) for a in told] == [("Kyiv", 1)]
    assert told[0].perpetrators[0].group_id == "russian-forces"
