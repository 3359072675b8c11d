"""Evidence quotes the words of facts; what leads to a person is covered, letter for letter."""

import pytest

from tests.reading import attack

TOLD = {
    "named victim": (
        "en",
        "Dalia Wardani was killed when gunmen opened fire in Mosul on Friday.",
        ("killed", "••••• •••••••"),
    ),
    "named behind the verb": (
        "en",
        "Gunmen shot dead Salem Wardani in Mosul on Friday, police said.",
        ("tolls", "shot dead ••••• •••••••"),
    ),
    "named among several": (
        "en",
        "Six policemen, among them Salem Wardani, were killed in a bombing in Mosul on Friday.",
        ("tolls", "Six policemen, among them ••••• •••••••, were killed"),
    ),
    "in Cyrillic": (
        "ru",
        "Далия Вардани погибла при взрыве автомобиля в Багдаде в пятницу.",
        ("tolls", "••••• ••••••• погибла"),
    ),
    "an office and a place stay": (
        "en",
        "Islamic State gunmen killed 12 Amnesty International workers in Mosul on Friday.",
        ("targets", "workers in Mosul on Friday"),
    ),
}


@pytest.mark.parametrize("told", TOLD)
def test_evidence_covers_names_and_keeps_its_length(told):
    language, body, wanted = TOLD[told]
    found = attack(body, language=language).evidence
    assert wanted in [(one.field, one.text) for one in found]
    assert {one.end - one.start - len(one.text) for one in found} == {0}


def test_evidence_of_an_action_ends_before_what_leads_to_somebody():
    body = (
        "Four civilians were killed when a car bomb exploded in Mosul on Friday, posted @salem_w88."
    )
    found = attack(body, language="en").evidence
    assert [one.text for one in found if "salem" in one.text or "@" in one.text] == []
