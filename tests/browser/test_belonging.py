"""Which reports belong together, decided by hand: mouse or keys, English or Arabic."""

import json
from dataclasses import replace
from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe

from streams.domain.records import Feedback
from tests.browser.news import HOUR, told
from tests.samples import AT, REPORT

NUMBERS = count()
TWO = (REPORT, replace(REPORT, attack_id="atk-9", source="afp"))


@pytest.fixture
def raid(console):
    """Store an incident with two reports and another; return the id of the first."""
    name = f"raid-{next(NUMBERS)}"
    first, alert = told(name, at=AT - 3 * HOUR)
    console.keep(replace(first, reports=TWO), alert, *told(f"{name}-b", at=AT - 3 * HOUR))
    return name


def opened(visit, name, language="en", **options):
    page = visit(f"incident/{name}?lang={language}", **options)
    page.wait_for_selector(f"#other option[value='{name}-b']", state="attached")
    return page


def test_reports_are_split_off_by_keys_alone(visit, raid, decided):
    page = opened(visit, raid)
    page.focus("#splitting input")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "Press again" in page.inner_text(".p-belonging .told")
    page.keyboard.press("Enter")
    page.wait_for_selector(".p-belonging .plain li")
    made = decided(raid)
    assert (made.action, made.attack_ids, made.by) == ("split", ("atk-9",), "edgar")
    assert made.at > AT


def test_split_of_everything_is_not_sent(visit, raid):
    page = opened(visit, raid)
    for box in page.locator("#splitting input").all():
        box.check()
    page.click(".decide.split")
    assert "not all" in page.inner_text(".p-belonging .told")


def test_another_incident_is_merged_in_arabic(visit, raid, decided):
    page = opened(visit, raid, "ar")
    page.select_option("#other", f"{raid}-b")
    page.fill("#reason-belonging", "هجوم واحد")
    merge = page.locator(".decide.merge")
    assert merge.inner_text() == "دمج"
    merge.click()
    merge.click()
    page.wait_for_selector(".p-belonging .plain li")
    made = decided(raid)
    assert isinstance(made, Feedback)
    assert (made.action, made.other_incident_id) == ("merge", f"{raid}-b")
    assert (made.incident_id, made.reason) == (raid, "هجوم واحد")


def test_merger_is_undone_by_one_button(console, visit, raid, decided):
    other, _ = told(f"{raid}-b", at=AT - 3 * HOUR)
    gone = replace(other, revision=2, status="merged", merged_into=raid, reports=TWO[1:])
    merge = Feedback(f"f-{raid}", raid, "IQ", "merge", "edgar", AT, f"{raid}-b")
    console.keep(gone, merge)
    page = visit(f"incident/{raid}")
    undo = page.locator(".decide.undo")
    undo.click()
    undo.click()
    page.wait_for_selector("#decided li:nth-child(2)")
    made = decided(raid)
    assert (made.action, made.attack_ids) == ("split", ("atk-9",))


def test_decision_that_comes_too_late_says_why(console, visit, raid):
    page = opened(visit, raid, quiet=False)
    console.keep(replace(told(raid)[0], revision=2, reports=TWO[:1]))
    page.locator("#splitting input").last.check()
    for _ in range(2):
        page.click(".decide.split")
    page.locator(".p-belonging .told", has_text="any more").wait_for()


def test_reader_sees_who_merged_and_no_button(visit, raid):
    page = visit("nothing", quiet=False)
    page.route("**/api/v1/me", lambda route: route.fulfill(body=json.dumps(READER)))
    page.goto(page.url.replace("nothing", f"incident/{raid}"))
    page.wait_for_selector(".p-decisions")
    assert page.locator(".decide, #merging, #splitting").count() == 0


READER = {"name": "reem", "can_edit": False, "version": "", "countries": []}


def test_revisions_stand_side_by_side_and_the_address_says_which(visit):
    page = visit("incident/kirkuk")
    page.wait_for_selector("#pair")
    killed = page.locator("#pair tr", has=page.locator("th", has_text="Killed").first)
    assert killed.locator("mark").all_inner_texts() == ["8 (6–8), afp"]
    assert "changed" in killed.locator("th").inner_text()
    assert page.locator("#pair .changed").count() == int(
        page.inner_text(".p-sideBySide > .faint").split()[0]
    )
    page.select_option("#left", "1")
    assert page.locator("#pair mark").count() == 0
    assert page.url.endswith("?left=2&right=2")
    page.reload()
    page.wait_for_selector("#pair")
    assert page.locator("#pair mark").count() == 0
    assert "Nothing differs" in page.inner_text(".p-sideBySide")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_where_incidents_are_taken_apart(visit, raid, language, theme):
    page = visit(f"incident/{raid}?lang={language}", theme=theme, bypass_csp=True)
    page.wait_for_selector(f"#other option[value='{raid}-b']", state="attached")
    page.click(".decide.merge")
    found = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()
