"""Italian: elided articles, participles that agree, verbs before who suffers, dates, places."""

import pytest

from tests.reading import attack, figures, reading

TOLLS = [
    ("Un'autobomba ha ucciso 12 persone e ne ha ferite 30 venerdì a Baghdad.", {"killed": 12}),
    (
        "Trentadue persone sono morte e oltre centoventi sono rimaste ferite nell'esplosione"
        " di un'autobomba a Baghdad.",
        {"killed": 32, "wounded": 120},
    ),
    (
        "Tre morti e venti feriti: è il bilancio di un attentato dinamitardo a Kabul.",
        {"killed": 3, "wounded": 20},
    ),
    (
        "Il carabiniere Vittorio Iacovacci, di 30, e due autisti sono stati uccisi in un agguato"
        " a Goma.",
        {"killed": 3},
    ),
    (
        "Due sacerdoti e il loro autista sono stati rapiti domenica da uomini armati a Bamenda.",
        {"abducted": 3},
    ),
    (
        "Un kamikaze si è fatto esplodere in un mercato di Kabul uccidendo otto persone.",
        {"killed": 8, "perpetrators_killed": 1},
    ),
]
NO_ATTACK = [
    (
        "Strage di Bologna, l'Italia ricorda le vittime",
        "A quarant'anni dalla bomba che uccise 85 persone la città si è fermata per ricordare.",
    ),
    (
        "Bomba d'acqua su Genova: strade allagate, due feriti",
        "Una bomba d'acqua si è abbattuta nel pomeriggio sulla città. Due persone sono ferite.",
    ),
    (
        "Attentato di Strasburgo, chiesto l'ergastolo",
        "La procura ha chiesto l'ergastolo per l'uomo accusato di aver fornito l'arma usata"
        " nell'attacco che nel 2018 uccise cinque persone.",
    ),
]


@pytest.mark.parametrize(("text", "said"), TOLLS)
def test_tolls(text: str, said: dict[str, int]) -> None:
    found = figures(attack(text, language="it"))
    assert {name: found.get(name) for name in said} == said


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("ieri sera", "2016-10-20"),
        ("questa mattina", "2016-10-21"),
        ("martedì scorso", "2016-10-18"),
        ("il 19 ottobre", "2016-10-19"),
        ("due giorni fa", "2016-10-19"),
    ],
)
def test_dates(when: str, day: str) -> None:
    text = f"Uomini armati hanno ucciso {when} sei poliziotti a Kirkuk."
    assert attack(text, language="it").date.start == day


@pytest.mark.parametrize(
    ("where", "country", "city"),
    [
        ("a Bassora", "IQ", "Basra"),
        ("nei pressi di Timbuctù, nel nord del Mali", "ML", "Timbuktu"),
        ("a Nizza, in Francia", "FR", "Nice"),
        ("nel quartiere di Karrada, a Baghdad", "IQ", "Baghdad"),
    ],
)
def test_places(where: str, country: str, city: str) -> None:
    found = attack(f"Una bomba è esplosa oggi {where}, uccidendo tre persone.", language="it")
    assert (found.place.country, found.place.city) == (country, city)


@pytest.mark.parametrize("word", ["già", "età"])
def test_small_words_with_accents_are_no_letters_of_a_group(word: str) -> None:
    text = f"Un uomo di mezza età, {word} condannato, ha accoltellato due persone ieri a Parigi."
    assert attack(text, language="it").perpetrators == ()


def test_a_manhunt_is_no_strike_from_the_air() -> None:
    text = "Sparatoria a Strasburgo, tre morti: è caccia all'uomo."
    assert attack(text, language="it").attack_types[0] == "armed_assault"


def test_who_claimed_it() -> None:
    text = (
        "Un'autobomba ha ucciso sei persone a Mogadiscio.\n\nL'attentato è stato rivendicato da"
        " al-Shabaab."
    )
    found = attack(text, language="it")
    assert [claim.claimant for claim in found.claims] == ["al-Shabaab"]


@pytest.mark.parametrize(("title", "body"), NO_ATTACK)
def test_false_alarms(title: str, body: str) -> None:
    assert reading(body, title=title, language="it").attacks == ()
