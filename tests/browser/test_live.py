"""What comes in is shown at once, and a break loses nothing and shows nothing twice."""

import threading
import urllib.request

from tests.browser.conftest import TOKEN
from tests.browser.news import HOUR, LAGOS
from tests.samples import AT

LISTENERS, EVENTS = 100, 20


def rows_named(page, start):
    script = "(rows, start) => rows.map(row => row.dataset.id).filter(id => id.startsWith(start))"
    return page.eval_on_selector_all("a.row", script, start)


def test_alert_appears_at_the_top_and_is_announced(console, listed):
    page = listed()
    page.wait_for_selector(".state.live")
    console.tell("live-1", at=AT + 200 * HOUR)  # later than any other test tells
    page.wait_for_selector("a[data-id=live-1]")
    assert page.locator("a.row").first.get_attribute("data-id") == "live-1"
    page.wait_for_function("document.querySelector('#announced').textContent.includes('live-1')")


def test_what_does_not_match_the_filters_stays_out(console, listed):
    page = listed("?country=NG")
    page.wait_for_selector(".state.live")
    console.tell("live-2")
    console.tell("live-3", place=LAGOS)
    page.wait_for_selector("a[data-id=live-3]")
    assert page.locator("a[data-id=live-2]").count() == 0


def test_console_that_dies_costs_no_event(console, listed):
    page = listed("?country=IQ", quiet=False)
    page.wait_for_selector(".state.live")
    console.tell("before", at=AT + 11 * HOUR)
    page.wait_for_selector("a[data-id=before]")
    console.kill()
    page.wait_for_selector("#banner:not([hidden])")
    assert "nothing will be missed" in page.inner_text("#banner")
    for n in range(10):
        console.tell(f"gap-{n}", at=AT + 12 * HOUR + n)
    console.start()
    page.wait_for_selector("a[data-id=gap-9]", timeout=40_000)
    page.wait_for_selector(".state.live")
    assert page.locator("#banner").is_hidden()
    assert rows_named(page, "gap-") == [f"gap-{n}" for n in reversed(range(10))]
    assert rows_named(page, "before") == ["before"]


def test_browser_without_a_network_catches_up(console, listed):
    page = listed("?country=IQ", quiet=False)
    page.wait_for_selector(".state.live")
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector("#banner:not([hidden])")
    for n in range(5):
        console.tell(f"away-{n}", at=AT + 20 * HOUR + n)
    page.context.set_offline(False)
    page.wait_for_selector("a[data-id=away-4]", timeout=40_000)
    assert rows_named(page, "away-") == [f"away-{n}" for n in reversed(range(5))]


def test_a_hundred_listeners_each_hear_every_event(console):
    wanted = {f"many-{n}" for n in range(EVENTS)}
    heard = [set() for _ in range(LISTENERS)]
    joined = threading.Barrier(LISTENERS + 1)

    def listen(mine):
        request = urllib.request.Request(  # noqa: S310 - our own console
            console.address + "api/v1/events", headers={"Authorization": f"Bearer {TOKEN}"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            answer.readline()
            joined.wait(30)
            while not wanted <= mine:
                line = answer.readline().decode()
                mine |= {name for name in wanted if f'"incident_id":"{name}"' in line}

    threads = [threading.Thread(target=listen, args=(mine,), daemon=True) for mine in heard]
    for thread in threads:
        thread.start()
    joined.wait(30)
    for name in sorted(wanted):
        console.tell(name)
    for thread in threads:
        thread.join(30)
    assert [mine for mine in heard if mine != wanted] == []


def test_who_was_away_too_long_looks_again_and_sees_each_once(console, visit):
    page = visit("nothing", quiet=False)
    elsewhere = console.address + "api/v1/events?last_event_id=a0:999999999"
    page.route("**/api/v1/events*", lambda route: route.continue_(url=elsewhere))
    lists = []
    page.on("request", lambda it: "/api/v1/incidents?" in it.url and lists.append(it.url))
    page.goto(console.address)
    page.wait_for_selector(".state.live")
    console.tell("after-reset", at=AT + 30 * HOUR)
    page.wait_for_selector("a[data-id=after-reset]")
    assert len(lists) >= 2
    shown = rows_named(page, "")
    assert len(shown) == len(set(shown))
    assert {"kirkuk", "lagos", "low"} <= set(shown)
