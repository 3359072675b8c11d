"""Spanish words of claims, and figures told in the ways less common."""

import pytest

from tests.reading import attack, figures

_HEAD = "Una bomba mató el jueves a nueve personas en un mercado de Quetta, en Pakistán. "


@pytest.mark.parametrize(
    ("claim", "group"),
    [
        (
            "«Lo hicimos nosotros», dijo un portavoz del Ejército de Liberación de Baluchistán.",
            "Balochistan Liberation Army",
        ),
        ("La autoría fue asumida por el Estado Islámico a través de su agencia.", "Islamic State"),
        (
            "Los talibanes paquistaníes se declararon responsables del atentado.",
            "Tehreek-e-Taliban Pakistan",
        ),
        (
            "El grupo Tehrik-e-Taliban Pakistán firmó el ataque en una nota a la prensa.",
            "Tehreek-e-Taliban Pakistan",
        ),
        ("El Estado Islámico se responsabiliza de lo ocurrido.", "Islamic State"),
    ],
)
def test_a_group_claims_it(claim: str, group: str) -> None:
    told = attack(_HEAD + claim, language="es")
    assert [(one.claimant, one.kind) for one in told.claims] == [(group, "responsibility")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hombres armados mataron el miércoles a dos fieles en Kaduna, Nigeria, "
            "y mantienen cautivas a treinta y una personas.",
            {"killed": 2, "abducted": 31},
        ),
        (
            "Sujetos armados dispararon el jueves en Guayaquil. Fallecieron tres "
            "jóvenes y seis más salieron lesionados.",
            {"killed": 3, "wounded": 6},
        ),
        (
            "Un ataque a tiros dejó el jueves cinco fallecidos en Guayaquil. Otras "
            "ocho personas fueron trasladadas a hospitales con impactos de bala.",
            {"killed": 5, "wounded": 8},
        ),
        (
            "Una bomba mató el jueves a cuatro policías en Karachi. Diecinueve "
            "vecinos tuvieron que ser hospitalizados.",
            {"killed": 4, "wounded": 19},
        ),
        (
            "Un coche bomba estalló el jueves en Cali. Hay dos policías muertos y "
            "quince personas con heridas leves.",
            {"killed": 2, "wounded": 15},
        ),
        (
            "Nueve soldados murieron el jueves en un ataque yihadista en Diffa, "
            "Níger. Por parte de los atacantes, hubo seis muertos.",
            {"killed": 9, "perpetrators_killed": 6},
        ),
        (
            "Un coche bomba estalló el jueves en Cali. El ELN admitió haber "
            "colocado la bomba. Dos policías murieron.",
            {"killed": 2},
        ),
        (
            "Un ataque yihadista dejó el jueves diez soldados muertos en Borno, Nigeria. El "
            "Ejército eliminó a veinte terroristas.",
            {"killed": 10, "perpetrators_killed": 20},
        ),
    ],
)
def test_figures_are_read(text: str, expected: dict[str, int]) -> None:
    assert figures(attack(text, language="es")) == expected
