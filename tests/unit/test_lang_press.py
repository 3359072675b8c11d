"""French, Spanish and Turkish as papers write them: rises, asides, owners, openings, last days."""

import pytest

from tests.reading import attack, figures, reading

DAY = "2024-05-15T18:00:00Z"


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        (
            "fr",
            "Attaque à Beni : le bilan est passé de six à onze morts mercredi, selon le maire.",
            {"killed": 11},
        ),
        (
            "fr",
            "Cinq personnes, des commerçants pour la plupart, ont été tuées et douze blessées dans "
            "une attaque mercredi à Mopti.",
            {"killed": 5, "wounded": 12},
        ),
        (
            "fr",
            "Une mine a tué deux soldats mercredi près de Ménaka. Trois soldats ont péri, un "
            "quatrième est décédé à l'hôpital.",
            {"killed": 4},
        ),
        (
            "es",
            "Una bomba mató a cuatro soldados este miércoles en Tame. Los heridos fueron llevados "
            "a Arauca; tres están graves. Nueve militares resultaron heridos.",
            {"killed": 4, "wounded": 9},
        ),
        (
            "es",
            "Dos terroristas atacaron con cuchillos a los vecinos este miércoles en Melilla y los "
            "agentes mataron a los dos. Tres civiles resultaron heridos.",
            {"perpetrators_killed": 2, "wounded": 3},
        ),
        (
            "es",
            "Una bomba mató a ocho personas este miércoles en Diffa. La cifra no incluye a los dos "
            "atacantes.",
            {"killed": 8, "perpetrators_killed": 2},
        ),
        (
            "tr",
            "Mardin'de bugün bir aracın vurulduğu saldırıda 4 ve 7 yaşındaki iki kardeş öldü.",
            {"killed": 2},
        ),
        (
            "tr",
            "Van'da bugün karakola düzenlenen saldırıda bir polis öldü. PKK üyesi üç kişi "
            "öldürüldü.",
            {"killed": 1, "perpetrators_killed": 3},
        ),
    ],
)
def test_figures_are_those_of_the_attack(language, text, told):
    assert figures(attack(text, language=language)) == told


def test_who_was_stopped_alive_is_no_dead_attacker():
    body = (
        "Köln'de bugün bir kişi trende yolculara bıçakla saldırdı, iki kişi öldü. Saldırgan "
        "etkisiz hale getirildi ve polise teslim edildi."
    )
    assert figures(attack(body, language="tr")) == {"killed": 2}


def test_figure_of_a_radio_close_to_the_group_is_theirs():
    body = (
        "Mogadişu'da bugün otele düzenlenen bombalı saldırıda en az 9 kişi öldü. Saldırıyı "
        "eş-Şebab üstlendi. Örgüte yakın radyo, ölenlerin sayısının 30 olduğunu iddia etti."
    )
    assert attack(body, language="tr").killed == 9


@pytest.mark.parametrize(
    ("language", "text", "killed"),
    [
        (
            "es",
            "Doce personas murieron este miércoles en un atropello en Berlín, el peor atentado en "
            "Alemania desde el de 1980, que dejó 213 heridos y 40 muertos.",
            12,
        ),
        (
            "fr",
            "Douze personnes ont été tuées mercredi dans une attaque à Nice, la plus meurtrière "
            "depuis celle du Bataclan, qui avait fait 90 morts.",
            12,
        ),
    ],
)
def test_dead_of_the_worst_attack_before_are_not_counted(language, text, killed):
    assert attack(text, language=language).killed == killed


def test_group_in_an_aside_is_not_who_claims():
    body = (
        "Una bomba mató a seis personas este miércoles en Mogadiscio. Al Shabab, aliado de la red "
        "Al Qaeda, reivindicó el ataque."
    )
    assert [claim.claimant for claim in attack(body, language="es").claims] == ["al-Shabaab"]


def test_who_had_claimed_other_shots_and_denies_this_one_claims_nothing():
    body = (
        "Une roquette a tué onze personnes mercredi à Safed. Le Hezbollah, qui avait revendiqué "
        "des tirs dans la matinée, a nié toute responsabilité."
    )
    claims = attack(body, language="fr").claims
    assert "responsibility" not in {claim.kind for claim in claims}


def test_words_like_besides_alone_begin_no_second_attack():
    body = (
        "Un coche bomba mató a tres policías este miércoles en Cali. Además, cinco vecinos "
        "resultaron heridos en Jamundí por los cristales."
    )
    assert len(reading(body, language="es").attacks) == 1


def test_words_like_besides_before_an_attack_of_its_own_begin_one():
    body = (
        "Un coche bomba mató a tres policías este miércoles en Cali. Además, hombres armados "
        "mataron a dos soldados en Tame."
    )
    assert {a.place.city for a in reading(body, language="es").attacks} == {"Cali", "Tame"}


def test_day_of_death_in_hospital_is_not_that_of_the_attack():
    body = (
        "Murió este miércoles en un hospital de Cali un niño que había quedado herido el lunes, "
        "cuando una bomba estalló en Jamundí. Son ya tres los muertos."
    )
    assert attack(body, at=DAY, language="es").date.start == "2024-05-13"


def test_place_in_the_country_of_the_province_behind_it():
    body = (
        "Des éléments de Boko Haram ont attaqué mercredi une position de l'armée à Boma, dans la "
        "province du Lac, au Tchad. Vingt soldats ont été tués."
    )
    assert attack(body, language="fr").place.country == "TD"


def test_address_of_an_unlisted_outlet_tells_its_country():
    body = "Una explosión de dinamita dejó diez heridos este jueves en Trujillo. Fue un ataque."
    found = reading(body, source="diario-nuevo.pe", language="es").attacks
    assert [a.place.country for a in found] == ["PE"]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Le Nord brûle",
            "Combien d'attentats faudra-t-il encore ? On tue à Gao, on enlève à Ménaka.",
        ),
        (
            "Nueve disidentes mueren en un bombardeo",
            "Nueve integrantes de las disidencias de las FARC murieron en un bombardeo de la "
            "Fuerza Aérea este miércoles en Calamar.",
        ),
    ],
)
def test_questions_and_strikes_on_fighters_are_no_reports(title, body):
    language = "fr" if title.startswith("Le") else "es"
    found = reading(body, title=title, language=language)
    assert [a for a in found.attacks if a.engagement != "clash" and a.modality == "asserted"] == []


def test_headline_that_counts_the_dead_is_news_whatever_else_it_says():
    body = (
        "Nueve bombas estallaron esta mañana en trenes de Madrid. El balance es de 150 muertos y "
        "1.100 heridos, según el Ministerio del Interior."
    )
    title = "150 muertos en la mayor matanza de la historia de España"
    found = attack(body, title=title, language="es")
    assert figures(found) == {"killed": 150, "wounded": 1100}


def test_murder_of_a_candidate_is_an_assassination():
    body = "El candidato a la alcaldía Luis Paz fue asesinado a tiros este miércoles en Celaya."
    assert attack(body, language="es").attack_types[0] == "assassination"


def test_attempt_whose_gunman_is_held_is_no_plot():
    body = (
        "Un hombre armado disparó este miércoles contra la candidata Ana Paz en Rosario, sin "
        "alcanzarla. El agresor fue detenido. No hubo heridos."
    )
    title = "Intentaron matar a la candidata Ana Paz en Rosario"
    found = reading(body, title=title, language="es")
    assert [a.place.city for a in found.attacks] == ["Rosario"]


def test_gas_bottle_in_an_attack_that_prosecutors_treat_as_one():
    body = (
        "Deux voitures, dont l'une contenait une bonbonne de gaz, ont été incendiées mercredi "
        "devant une synagogue de Nîmes. Un policier a été blessé. Le parquet antiterroriste est "
        "saisi."
    )
    found = reading(body, title="Nîmes : une synagogue visée, un policier blessé", language="fr")
    assert [a.wounded for a in found.attacks] == [1]


def test_three_bombers_who_struck_are_three_dead_attackers():
    body = (
        "İstanbul'da bugün üç intihar bombacısının düzenlediği saldırıda 41 kişi öldü, 230 kişi "
        "yaralandı."
    )
    assert figures(attack(body, language="tr"))["perpetrators_killed"] == 3


def test_letters_of_a_group_in_small_letters_are_another_word():
    body = "Kilis'e bugün atılan roket boş arsaya düştü, iki kişi yaralandı."
    assert [p.name for p in attack(body, language="tr").perpetrators] == []
