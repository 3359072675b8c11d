"""The wall screen: large, live, nothing to press."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.news import HOUR, LAGOS
from tests.samples import AT

WIDE = {"width": 1920, "height": 1080}


@pytest.fixture
def wall(visit):
    def open_wall(path="", **options):
        page = visit(f"wall{path}", viewport=WIDE, **options)
        page.wait_for_selector(".wall-row")
        page.wait_for_selector("#map[data-ready=yes]")
        return page

    return open_wall


def rows(page):
    return page.eval_on_selector_all(".wall-row", "rows => rows.map(row => row.dataset.id)")


def test_wall_is_large_and_whole_without_a_scrollbar(wall):
    page = wall()
    size = "parseFloat(getComputedStyle(document.querySelector('.wall-title')).fontSize)"
    assert page.evaluate(size) >= 30
    for side in ("Width", "Height"):
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scroll{side} <= {root}.client{side}")
    bottoms = "all => all.map(one => one.getBoundingClientRect().bottom)"
    assert max(page.eval_on_selector_all(".wall-row", bottoms)) <= WIDE["height"]
    assert page.locator("main a, main button, main input, main select").count() == 0


def test_wall_shows_what_comes_at_once_and_only_what_was_asked_for(console, wall):
    page = wall("?country=NG")
    page.wait_for_selector(".state.live")
    console.tell("wall-iq", at=AT + 160 * HOUR)
    console.tell("wall-ng", place=LAGOS, at=AT + 161 * HOUR)
    page.wait_for_selector(".wall-row.fresh[data-id=wall-ng]")
    assert rows(page)[0] == "wall-ng"
    assert "wall-iq" not in rows(page)


def test_wall_that_lost_the_console_says_so(wall):
    page = wall(quiet=False)
    page.wait_for_selector(".state.live")
    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_selector("#banner:not([hidden])")
    assert page.locator("#banner").is_visible()


def test_wall_is_reached_with_the_filters_and_left_by_keys(listed):
    page = listed("?country=NG")
    page.keyboard.press("w")
    page.wait_for_selector(".wall-row")
    assert page.url.endswith("/wall?country=NG")
    page.keyboard.press("Escape")
    page.wait_for_selector("a.row")
    assert page.url.endswith("/?country=NG")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_on_the_wall(wall, language, theme):
    page = wall(f"?lang={language}", theme=theme, bypass_csp=True)
    found = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()
