"""Pages that slept, clocks that jump, incidents that are gone: clear words, nothing shown twice."""

from dataclasses import replace

import sqlalchemy as sa

from streams.adapters.database import transaction
from streams.adapters.news_tables import INCIDENT_REVISIONS, INCIDENT_TERMS, INCIDENTS, REPORTS
from tests.browser.news import HOUR, LAGOS, told
from tests.samples import AT


def rows_named(page, start):
    script = "(rows, start) => rows.map(row => row.dataset.id).filter(id => id.startsWith(start))"
    return page.eval_on_selector_all("a.row", script, start)


def with_own_clock(visit, path=""):
    """Open a page whose clock the test moves."""
    page = visit("nothing", quiet=False)
    page.clock.install()
    page.goto(page.url.replace("nothing", path))
    page.wait_for_selector(".state.live")
    return page


def test_page_that_slept_for_an_hour_hears_what_it_missed_once(console, visit):
    page = with_own_clock(visit)
    page.wait_for_selector("a.row")
    page.context.set_offline(True)
    for n in range(20):
        console.tell(f"slept-{n:02}", at=AT + 50 * HOUR + n)
    page.clock.fast_forward("01:00:00")
    page.context.set_offline(False)
    page.clock.run_for(30_000)
    page.wait_for_selector("a[data-id=slept-19]", timeout=40_000)
    page.wait_for_selector(".state.live")
    assert rows_named(page, "slept-") == [f"slept-{n:02}" for n in reversed(range(20))]
    assert page.locator("#banner").is_hidden()


def test_clock_that_jumps_neither_loses_nor_doubles_nor_reorders(console, visit):
    page = with_own_clock(visit)
    page.wait_for_selector("a.row")
    for n, at in enumerate((AT + 60 * HOUR, AT - 9000 * HOUR, AT + 9000 * HOUR)):
        page.clock.set_system_time(at)
        console.tell(f"jump-{n}", at=AT + 61 * HOUR + n)
        page.wait_for_selector(f"a[data-id=jump-{n}]")
    assert rows_named(page, "jump-") == ["jump-2", "jump-1", "jump-0"]


def test_wall_with_a_clock_behind_says_the_date(console, visit):
    page = with_own_clock(visit, "wall?country=NG")
    page.clock.set_system_time(AT - 240 * HOUR)
    console.tell("behind", place=LAGOS, at=AT + 150 * HOUR)
    row = page.locator(".wall-row[data-id=behind]")
    row.wait_for()
    assert "2016" in row.inner_text()
    assert "-" not in row.locator(".wall-meta").first.inner_text()


def test_incident_that_is_merged_leaves_the_list_by_itself(console, listed):
    console.keep(*told("merging", at=AT - 5 * HOUR), *told("staying", at=AT - 5 * HOUR))
    page = listed("?country=IQ")
    page.wait_for_selector("a[data-id=merging]")
    page.wait_for_selector(".state.live")
    gone, _ = told("merging", at=AT - 5 * HOUR)
    console.publish(replace(gone, revision=2, status="merged", merged_into="staying"))
    page.wait_for_selector("a[data-id=merging]", state="detached")
    assert rows_named(page, "staying") == ["staying"]


def test_incident_that_was_deleted_is_said_to_be_gone(console, visit):
    console.keep(*told("deleted", at=AT - 6 * HOUR))
    page = visit("?country=IQ", quiet=False)
    page.wait_for_selector("a[data-id=deleted]")
    with transaction(sa.create_engine(console.store.url)) as connection:
        for table in (REPORTS, INCIDENT_TERMS, INCIDENT_REVISIONS, INCIDENTS):
            connection.execute(table.delete().where(table.c.incident_id == "deleted"))
    page.click("a[data-id=deleted]")
    page.wait_for_selector(".page .empty")
    assert "There is no such incident" in page.inner_text(".page .empty")
    page.keyboard.press("Escape")
    page.wait_for_selector("a.row")
    page.reload()
    page.wait_for_selector("a.row")
    assert rows_named(page, "deleted") == []
