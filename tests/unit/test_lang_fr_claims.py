"""French words of claims, and figures told in the ways less common."""

import pytest

from tests.reading import attack, figures

_HEAD = "Sept soldats ont été tués mercredi dans une embuscade près de Gao, au Mali. "


@pytest.mark.parametrize(
    ("claim", "group"),
    [
        ("L'embuscade est signée par le Jnim.", "JNIM"),
        ("« C'est nous qui l'avons fait », a dit un porte-parole du Jnim.", "JNIM"),
        ("La revendication du Jnim est venue dans un message.", "JNIM"),
        ("Le Jnim en a endossé la responsabilité.", "JNIM"),
        (
            "Dans un communiqué, le groupe Ansarul Islam dit être l'auteur de l'attaque.",
            "Ansarul Islam",
        ),
        (
            "L'organisation jihadiste EIGS s'est déclarée responsable des tirs.",
            "Islamic State in the Greater Sahara",
        ),
        ("Le mouvement Ansar Dine s'est félicité d'avoir mené l'attaque.", "Ansar Dine"),
    ],
)
def test_a_group_claims_it(claim: str, group: str) -> None:
    told = attack(_HEAD + claim, language="fr")
    assert [(one.claimant, one.kind) for one in told.claims] == [(group, "responsibility")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Deux policiers ont été tués et quatre personnes atteintes par des "
            "éclats jeudi dans l'explosion d'une bombe à Tillabéri, au Niger.",
            {"killed": 2, "wounded": 4},
        ),
        (
            "Un attentat a tué trois soldats jeudi à Gao, au Mali. Douze autres ont "
            "été évacués vers un hôpital.",
            {"killed": 3, "wounded": 12},
        ),
        (
            "Un attentat a fait cinq morts jeudi à Kaboul. Les blessés sont au nombre de douze.",
            {"killed": 5, "wounded": 12},
        ),
        (
            "Un attentat a coûté la vie jeudi à cinq civils à Kaboul.",
            {"killed": 5},
        ),
        (
            "Un attentat a visé jeudi un hôtel de Kaboul. Les talibans ont reconnu "
            "être derrière l'attaque. On compte douze blessés.",
            {"wounded": 12},
        ),
    ],
)
def test_figures_are_read(text: str, expected: dict[str, int]) -> None:
    assert figures(attack(text, language="fr")) == expected
