"""What a security desk does with the console: look, narrow down, read, decide, by hand or keys."""

from urllib.parse import parse_qs, urlparse

import pytest

from tests.browser.news import SENTENCE

ROWS = "a.row"


def ids(page):
    return page.eval_on_selector_all(ROWS, "rows => rows.map(row => row.dataset.id)")


def query(page):
    return parse_qs(urlparse(page.url).query)


def choose(page, selector, value, rows):
    page.select_option(selector, value)
    wait_for_rows(page, rows)


def wait_for_rows(page, rows):
    page.wait_for_function("n => document.querySelectorAll('a.row').length === n", arg=rows)


def test_list_shows_level_place_figures_and_how_sure(listed):
    page = listed("?country=NG")
    assert ids(page) == ["lagos"]
    text = page.inner_text(ROWS)
    for word in ("High", "News of lagos", "Lagos", "Nigeria", "6 killed", "12 wounded"):
        assert word in text
    assert page.locator(".row .shape.high").count() == 1
    assert page.inner_text("#count") == "1 incident"


def test_map_draws_every_incident_that_has_a_place(listed):
    page = listed("?country=NG&country=IQ&level=high")
    page.wait_for_selector("#map[data-ready=yes]")
    assert page.get_attribute("#map", "data-points") == str(len(ids(page)))
    pixels = page.locator("#map canvas").screenshot()
    assert len(pixels) > 5000


def test_filters_narrow_down_and_live_in_the_address(listed):
    page = listed()
    choose(page, "#f-country", "NG", 1)
    assert query(page) == {"country": ["NG"]}
    page.reload()
    wait_for_rows(page, 1)
    assert page.input_value("#f-country") == "NG"
    page.fill("#f-q", "nowhere at all")
    page.wait_for_selector(".empty")
    assert "Nothing matches" in page.inner_text(".empty")
    page.click(".clear")
    page.wait_for_selector(ROWS)
    assert query(page) == {}
    page.click("button[data-level=low]")
    wait_for_rows(page, 1)
    assert ids(page) == ["low"]
    assert page.get_attribute("button[data-level=low]", "aria-pressed") == "true"


def test_incident_shows_each_fact_in_its_sentence_with_source_time_and_rule(listed):
    page = listed("?country=IQ&q=kirkuk&corroboration=corroborated")
    page.click("a[data-id=kirkuk]")
    page.wait_for_selector("#incident-head")
    quote = page.locator(".fact", has_text="Killed").locator(".quote", has_text="قتل 6")
    assert quote.locator("blockquote").inner_text() == SENTENCE
    assert quote.locator("mark").all_inner_texts() == ["قتل 6"]
    assert quote.locator("blockquote").get_attribute("lang") == "ar"
    caption = quote.locator("figcaption").inner_text()
    for word in ("example.org", "2016", "toll.before"):
        assert word in caption


def test_tolls_that_disagree_are_a_sourced_range(visit):
    page = visit("incident/kirkuk")
    figure = page.locator(".figure", has_text="Killed").first
    figure.wait_for()
    text = figure.inner_text()
    assert "range 6–8" in text
    assert figure.locator("li").count() == 2
    assert "example.org" in text
    assert "afp" in text
    assert "8" in page.locator(".p-conflicts li").inner_text()
    assert page.locator(".p-revisions li").count() == 2


def test_going_back_keeps_the_filters(listed):
    page = listed("?country=NG")
    page.click(ROWS)
    page.wait_for_selector("#incident-head")
    page.go_back()
    page.wait_for_selector(ROWS)
    assert ids(page) == ["lagos"]


def test_arabic_reads_from_right_to_left_throughout(listed):
    page = listed("?lang=ar&country=NG")
    assert page.get_attribute("html", "dir") == "rtl"
    assert page.get_attribute("html", "lang") == "ar"
    assert "خبر lagos" in page.inner_text(ROWS)
    brand, tools = page.locator(".brand").bounding_box(), page.locator(".tools").bounding_box()
    assert brand["x"] > tools["x"]
    page.click(ROWS)
    page.wait_for_selector("#incident-head")
    assert "نيجيريا" in page.inner_text(".basics")
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(wide)


def test_language_and_theme_are_kept(listed):
    page = listed()
    page.click("#language")
    page.wait_for_selector("html[dir=rtl]")
    page.click("#theme")
    page.wait_for_selector("html[data-theme=dark]")
    page.reload()
    page.wait_for_selector("html[dir=rtl][data-theme=dark]")


def test_keys_alone_are_enough(listed):
    page = listed("?country=NG&country=IQ&level=high")
    first, second = ids(page)[:2]
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.dataset.id") == first
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.id") == second
    page.keyboard.press("Enter")
    page.wait_for_selector("#incident-head")
    assert page.evaluate("document.activeElement.id") == "incident-head"
    page.keyboard.press("Escape")
    page.wait_for_selector(ROWS)
    page.keyboard.press("/")
    page.keyboard.type("lagos")
    wait_for_rows(page, 1)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    page.keyboard.press("l")
    page.wait_for_selector("html[dir=rtl]")


def test_keys_reach_a_decision(decided, visit):
    page = visit("incident/lagos")
    page.wait_for_selector(".deciding")
    page.focus("#reason")
    page.keyboard.type("seen by our man there")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "Press again" in page.inner_text(".told")
    page.keyboard.press("Enter")
    page.wait_for_selector("#decided li")
    shown = page.inner_text("#decided li")
    for word in ("Confirm", "edgar", "seen by our man there"):
        assert word in shown
    assert decided("lagos").reason == "seen by our man there"


@pytest.mark.parametrize(("width", "height"), [(390, 800), (1360, 860)])
def test_page_fits_small_and_large_screens(listed, width, height):
    page = listed(viewport={"width": width, "height": height})
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(wide)
