"""What stands around the article's own text gives no facts and moves no offset."""

import pytest

from tests.reading import attack, figures, reading

ARABIC = "قتل سبعة أشخاص في تفجير سيارة مفخخة في مدينة بغداد الجمعة."
ENGLISH = "A car bomb killed seven people in Baghdad on Friday."


@pytest.mark.parametrize(
    ("body", "after", "language"),
    [
        (ARABIC, "الصورة: آثار هجوم قتل فيه 90 شخصاً في الموصل", "ar"),
        (ENGLISH, "File photo: an attack in Mosul in which 90 people were killed", "en"),
        (ARABIC, "يمكنكم التواصل معنا على الرقم 0012022773659", "ar"),
        (ENGLISH, "Follow us on WhatsApp at 0012022773659", "en"),
    ],
)
def test_captions_and_contact_lines_give_no_facts(body: str, after: str, language: str) -> None:
    found = attack(f"{body}\n\n{after}", language=language)
    assert figures(found) == {"killed": 7}
    assert (found.place.canonical, found.place.precision) == ("Baghdad", "city")


@pytest.mark.parametrize(
    ("body", "related", "language"),
    [
        (
            ARABIC,
            "مواضيع ذات صلة:\n\nمقتل 90 شخصاً في تفجير في الموصل\n\nمقتل 50 شخصاً في هجوم في كركوك",
            "ar",
        ),
        (
            ENGLISH,
            "Related:\n\nSuicide bombing kills 90 in Mosul\n\nGunmen kill 50 people in Kirkuk",
            "en",
        ),
    ],
)
def test_related_links_go_on_to_the_end(body: str, related: str, language: str) -> None:
    found = attack(f"{body}\n\n{related}", language=language)
    assert figures(found) == {"killed": 7}
    assert found.place.canonical == "Baghdad"


def test_a_related_development_is_no_link() -> None:
    body = f"{ENGLISH}\n\nIn a related development, gunmen killed four people in Basra on Friday."
    found = reading(body, title=None, language="en").attacks
    assert [a.place.canonical for a in found] == ["Baghdad", "Basra"]


def test_text_after_a_contact_line_is_the_articles_own_again() -> None:
    body = f"{ARABIC}\n\nتابعونا على واتساب.\n\nوأصيب عشرة أشخاص في التفجير."
    assert figures(attack(body)) == {"killed": 7, "wounded": 10}


@pytest.mark.parametrize(
    ("link", "body", "language"),
    [
        ("https://example.org/2016/10/killed-90-people", ARABIC, "ar"),
        ("https://example.org/2016/10/killed-90-people", ENGLISH, "en"),
        ("pic.twitter.com/90killed", ENGLISH, "en"),
    ],
)
def test_links_are_masked_and_offsets_hold(link: str, body: str, language: str) -> None:
    text = f"{link} {body} {link}"
    found = attack(text, language=language)
    assert figures(found) == {"killed": 7}
    spans = [e for e in found.evidence if e.part == "body"]
    assert {e.field for e in spans} >= {"killed", "place", "attack_types", "date"}
    assert [e.text for e in spans] == [text[e.start : e.end] for e in spans]
    assert link not in " ".join(e.text for e in spans)


def test_evidence_slices_title_and_body_apart() -> None:
    title, body = "مقتل سبعة في تفجير ببغداد", ARABIC
    found = attack(body, title=title)
    parts = {"title": title, "body": body}
    assert {e.part for e in found.evidence} == {"title", "body"}
    assert all(e.text == parts[e.part][e.start : e.end] for e in found.evidence)


def test_dateline_is_not_where_it_happened() -> None:
    arabic = "بغداد (رويترز) - قتل سبعة أشخاص في تفجير سيارة مفخخة في مدينة الموصل الجمعة."
    english = "BAGHDAD (Reuters) - A car bomb killed seven people in Mosul on Friday."
    assert attack(arabic).place.canonical == "Mosul"
    assert attack(english, language="en").place.canonical == "Mosul"
