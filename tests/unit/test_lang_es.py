"""Spanish: objects with `a`, agreement, verbs before those who suffer, dates, places, groups."""

import pytest

from streams.lang.headlines import headline_words
from streams.stages.escalate.headline import headline_for
from streams.stages.escalate.names import group_name
from tests.factories import founding, fused
from tests.reading import attack, context, figures, reading

TOLLS = [
    ("Murieron 12 personas al estallar un coche bomba en Bagdad el viernes.", {"killed": 12}),
    (
        "Un carro bomba dejó un saldo de tres muertos y 20 heridos en Corinto el viernes.",
        {"killed": 3, "wounded": 20},
    ),
    (
        "Treinta y dos personas perdieron la vida y más de ciento veinte resultaron heridas al"
        " estallar un coche bomba en Bagdad el domingo.",
        {"killed": 32, "wounded": 120},
    ),
    (
        "El ataque, reivindicado por el Estado Islámico, provocó 22 muertos y medio centenar de"
        " heridos en Kabul.",
        {"killed": 22, "wounded": 50},
    ),
    (
        "Murieron cuatro militares, dos de ellos suboficiales, y quedaron heridos otros cinco al"
        " caer en un campo minado en Ituango el lunes.",
        {"killed": 4, "wounded": 5},
    ),
    ("La explosión de una bomba mató a una mujer y a sus dos hijos en Alepo.", {"killed": 3}),
    (
        "Sicarios asesinaron a balazos al alcalde de San Miguel Totolapan, Conrado Mendoza, y a"
        " otras 17 personas en un ataque armado.",
        {"killed": 18},
    ),
    (
        "El periodista Luis Martín Sánchez fue asesinado a tiros el sábado en Tepic.",
        {"killed": 1},
    ),
    ("Sube a 16 el número de fallecidos por el atentado en Estambul.", {"killed": 16}),
    (
        "Hombres armados se llevaron a 12 estudiantes de una escuela en Kaduna el lunes.",
        {"abducted": 12},
    ),
    (
        "Un sicario mató de tres balazos al comerciante Bruno Ruiz, de 25 años, en Rosario.",
        {"killed": 1},
    ),
    (
        "Once trabajadores, ocho electricistas y tres agricultores, fueron masacrados el jueves"
        " por pandilleros en San Salvador.",
        {"killed": 11},
    ),
]
SIDES = [
    (
        "El ataque dejó 17 muertos, incluidos los tres atacantes, en un hotel de Mogadiscio.",
        {"killed": 14, "perpetrators_killed": 3},
    ),
    (
        "Un hombre armado con un cuchillo mató a dos personas en Niza antes de ser abatido por la"
        " policía.",
        {"killed": 2, "perpetrators_killed": 1},
    ),
    (
        "Al menos 30 soldados y 12 yihadistas murieron el sábado en un ataque contra un puesto"
        " militar en Níger.",
        {"killed": 30, "perpetrators_killed": 12},
    ),
]
NO_ATTACK = [
    (
        "Simulacro de atentado en el metro de Medellín",
        "Más de 300 personas participaron en un simulacro de atentado terrorista que incluyó la"
        " explosión de una bomba simulada.",
    ),
    (
        "Explosión de polvorería deja dos muertos",
        "Dos personas murieron en la explosión de una polvorería en Tultepec. Se debió a la mala"
        " manipulación de pirotecnia.",
    ),
    (
        "Liberan a los dos soldados secuestrados por el Eln en Arauca",
        "Una misión de la Cruz Roja recibió ayer en Arauquita a los dos soldados que el Eln tenía"
        " en su poder desde hacía tres semanas.",
    ),
    (
        "El Barça fusila al Valencia con un Lewandowski letal",
        "El delantero marcó tres goles y el Barcelona goleó 7-1 al Valencia. El ataque azulgrana"
        " mató el partido en media hora.",
    ),
    (
        "Petro: 'El atentado contra la educación no puede seguir'",
        "El presidente dijo que el recorte es un atentado contra los jóvenes y acusó al Congreso"
        " de bombardear sus reformas.",
    ),
    (
        "Choque de bus deja 20 muertos en Perú",
        "Al menos 20 personas murieron y 30 resultaron heridas al caer un bus a un abismo.",
    ),
]


@pytest.mark.parametrize(("text", "said"), [*TOLLS, *SIDES])
def test_tolls_and_sides(text: str, said: dict[str, int]) -> None:
    assert figures(attack(text, language="es")) == said


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("el 12 de octubre de 2016", "2016-10-12"),
        ("el pasado martes", "2016-10-18"),
        ("la madrugada de este jueves", "2016-10-20"),
        ("anoche", "2016-10-20"),
        ("el primero de octubre", "2016-10-01"),
        ("el miércoles 19 de octubre", "2016-10-19"),
    ],
)
def test_dates(when: str, day: str) -> None:
    text = f"Hombres armados mataron {when} a cinco campesinos en Tibú, informó la Policía."
    found = reading(text, language="es")
    assert [a.date.start for a in (*found.attacks, *found.older)] == [day]


def test_given_names_and_words_are_no_months() -> None:
    text = "Hombres armados mataron ayer a Julio Pérez y a Domingo Ruiz junto al mar en Tumaco."
    assert attack(text, language="es").date.start == "2016-10-20"


@pytest.mark.parametrize(
    ("where", "country", "city"),
    [
        ("en Tumaco (Nariño)", "CO", "Tumaco"),
        ("en Miranda, Cauca", "CO", "Miranda"),
        ("en la vereda La Caucana, zona rural de Tarazá", "CO", "Taraza"),
        ("en la ciudad iraquí de Kirkuk", "IQ", "Kirkuk"),
        ("en Estambul", "TR", "Istanbul"),
        ("en el municipio de Aguililla, Michoacán", "MX", "Aguililla"),
    ],
)
def test_places(where: str, country: str, city: str) -> None:
    place = attack(f"Una bomba mató el jueves a dos policías {where}.", language="es").place
    assert (place.country, place.city) == (country, city)


def test_names_that_go_on_over_small_words_are_whole() -> None:
    text = "Una bomba mató el jueves a dos soldados en el caserío Filo El Gringo"
    assert attack(f"{text}.", language="es").place.name == "Filo El Gringo"
    assert attack(f"{text}, en El Tarra.", language="es").place.city == "El Tarra"


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("el ELN", "ELN"),
        ("las disidencias de las Farc", "FARC dissidents"),
        ("el Clan del Golfo", "Gulf Clan"),
        ("el Cártel Jalisco Nueva Generación", "Jalisco New Generation Cartel"),
        ("Sendero Luminoso", "Shining Path"),
    ],
)
def test_accused_groups(name: str, group: str) -> None:
    text = f"Un ataque armado dejó cinco muertos el jueves. La Policía responsabilizó a {name}."
    found = attack(text.replace("jueves", "jueves en una vía"), language="es")
    assert [p.name for p in found.perpetrators] == [group]


def test_claim_and_its_denial() -> None:
    told = "Un coche bomba mató a cinco policías el jueves en El Arish."
    claimed = attack(f"{told} El Estado Islámico reivindicó el atentado.", language="es")
    assert [c.claimant for c in claimed.claims] == ["Islamic State"]
    silent = attack(f"{told} Ningún grupo ha reivindicado el atentado.", language="es")
    assert silent.claims == ()


def test_common_words_are_no_groups() -> None:
    text = "Una ola de atentados dejó siete muertos el jueves en Cali, lejos del sendero."
    assert [p.name for p in attack(text, language="es").perpetrators if p.name] == []


@pytest.mark.parametrize(("title", "body"), NO_ATTACK)
def test_false_alarms(title: str, body: str) -> None:
    found = reading(body, title=title, language="es")
    assert found.rejected is not None
    assert not [a for a in found.attacks if a.modality == "asserted"]


def test_headline_of_an_alert_is_said_in_spanish() -> None:
    incident = fused(founding("es"))[0]
    headline = headline_for(incident, "new", context())
    assert headline.other_language == "es"
    assert headline.other is not None
    assert headline.other.startswith("Sin confirmar: ")
    assert " en Kirkuk, Irak, el 21 de octubre de 2016: " in headline.other
    assert headline.other.endswith(" (lectura automática).")


@pytest.mark.parametrize(
    ("group", "name"),
    [
        ("farc-dissidents", "disidencias de las Farc"),
        ("islamic-state", "Estado Islámico"),
        ("shining-path", "Sendero Luminoso"),
    ],
)
def test_headlines_call_groups_as_spanish_does(group: str, name: str) -> None:
    assert group_name("", group, headline_words()["es"], context()) == name


@pytest.mark.parametrize(
    ("text", "country", "city"),
    [
        ("Mataron este martes a tres personas en San Juan Copala, Oaxaca, México.", "MX", "Oaxaca"),
        (
            "Sicarios mataron este martes a dos policías en el corregimiento Las Mercedes, en"
            " Sardinata, Norte de Santander.",
            "CO",
            "Sardinata",
        ),
        ("Sicarios mataron el martes a dos policías en Córdoba, Nariño.", "CO", "Cordoba"),
        ("Sicarios mataron el martes a dos policías en La Victoria, Caldas.", "CO", "La Victoria"),
        ("Una bomba mató el martes a doce personas en una mezquita de Kunduz.", "AF", "Kunduz"),
    ],
)
def test_names_of_places_that_others_bear_too(text: str, country: str, city: str) -> None:
    place = attack(text, language="es").place
    assert (place.country, place.city) == (country, city)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Rusia ataca Kiev con drones y mata a doce personas.", "Russian forces"),
        (
            "Israel ha bombardeado este martes una escuela en Jan Yunis: 20 muertos.",
            "Israeli forces",
        ),
        (
            "Dos personas murieron en un ataque de Ucrania con drones en Bélgorod.",
            "Ukrainian forces",
        ),
        (
            "Nueve soldados murieron el lunes en un ataque del Grupo de Apoyo al Islam y los"
            " Musulmanes en Gao, en el norte de Malí.",
            "JNIM",
        ),
    ],
)
def test_who_did_it_by_a_long_name_or_a_country(text: str, group: str) -> None:
    assert [p.name for p in attack(text, language="es").perpetrators] == [group]


def test_who_is_accused_of_both_attacks_did_each() -> None:
    text = (
        "Un coche bomba hirió este jueves a tres policías en Acámbaro, Guanajuato.\n\nEn el vecino"
        " Jerécuaro, otro coche bomba estalló frente a la alcaldía.\n\nLa Fiscalía atribuyó los"
        " ataques al Cártel Jalisco Nueva Generación."
    )
    told = reading(text, language="es").attacks
    assert len(told) == 2
    names = [[p.name for p in one.perpetrators] for one in told]
    assert names == [["Jalisco New Generation Cartel"]] * 2


def test_what_is_ascribed_is_not_claimed() -> None:
    text = (
        "Hombres armados secuestraron el martes a un ganadero en Yby Yaú, Paraguay. Se informó"
        " que la autoría se atribuye al EPP."
    )
    assert attack(text, language="es").claims == ()


def test_a_bomber_killed_by_his_own_bomb_denies_nothing() -> None:
    text = (
        "Una bomba mató este miércoles a cinco civiles en Popayán, Cauca.\n\nUno de los"
        " presuntos autores murió al manipular el explosivo."
    )
    told = attack(text, language="es")
    assert (told.modality, told.killed, told.perpetrators_killed) == ("asserted", 5, 1)


def test_older_attacks_add_nothing_to_the_toll() -> None:
    text = (
        "Hombres armados secuestraron el martes a un ganadero en Yby Yaú, Paraguay. El hecho se da"
        " una semana después del operativo en el que murieron dos niñas."
    )
    assert attack(text, language="es").killed is None


def test_the_worst_attack_in_weeks_is_of_today() -> None:
    told = reading(
        "La capital ucraniana sufrió esta madrugada el mayor ataque en semanas: doce muertos.",
        language="es",
        title="Rusia ataca Kiev con drones",
    ).attacks
    assert [(one.modality, one.killed) for one in told] == [("asserted", 12)]
