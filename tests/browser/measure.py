"""What the console takes: `.venv-browser/bin/python -m tests.browser.measure`.

Alert to pixel is from before the record is sent to the broker until the frame after the row is in
the page, by one clock; a cold load is a browser without a cache, from the request to the rows.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from kafka import KafkaProducer
from playwright.sync_api import sync_playwright

from streams.adapters.database import file_url
from streams.adapters.embedded import EmbeddedBroker
from tests.browser.conftest import CHROMIUM, SWITCHES, TOKEN, Console, Kept, free_port
from tests.browser.news import written
from tests.functional.services import create_topics

ALERTS, LOADS, PAUSE_S, SETTLE_MS = 60, 10, 0.25, 5000
WATCH = """
window.seen = {};
new MutationObserver(() => {
  for (const row of document.querySelectorAll("a.row")) {
    const name = row.dataset.id;
    if (!(name in window.seen)) {
      window.seen[name] = 0;
      requestAnimationFrame(() => requestAnimationFrame(() => { window.seen[name] = Date.now(); }));
    }
  }
}).observe(document.body, { childList: true, subtree: true });
"""


def main():
    with tempfile.TemporaryDirectory() as name, EmbeddedBroker(Path(name, "broker")) as broker:
        folder = Path(name)
        create_topics(broker.bootstrap)
        store = Kept(file_url(folder / "rasid.db"))
        producer = KafkaProducer(bootstrap_servers=broker.bootstrap)
        console = Console(broker.bootstrap, folder, free_port(), store, producer)
        console.keep(*written())
        console.start()
        try:
            measure(console)
        finally:
            console.kill()
            producer.close()
            store.close()


def measure(console):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        loads = sorted(cold_load(browser, console) for _ in range(LOADS))
        say(f"cold load to rows, ms: median {loads[LOADS // 2]:.0f}, worst {loads[-1]:.0f}")
        delays = alerts_to_pixels(browser, console)
        cuts = quantiles(delays, n=20)
        say(f"alert to pixel, ms, {ALERTS} alerts: p50 {cuts[9]:.0f}, p95 {cuts[18]:.0f}")
        browser.close()


def opened(browser, console):
    context = browser.new_context()
    context.add_cookies([{"name": "rasid", "value": TOKEN, "url": console.address}])
    return context.new_page()


def cold_load(browser, console):
    page = opened(browser, console)
    began = time.perf_counter()
    page.goto(console.address, wait_until="commit")
    page.wait_for_selector("a.row")
    took = (time.perf_counter() - began) * 1000
    page.context.close()
    return took


def alerts_to_pixels(browser, console):
    page = opened(browser, console)
    page.goto(console.address)
    page.wait_for_selector(".state.live")
    page.wait_for_selector("#map[data-ready=yes]")
    page.evaluate(WATCH)
    sent = {}
    for n in range(ALERTS):
        sent[f"pixel-{n}"] = time.time_ns() / 1e6
        console.tell(f"pixel-{n}")
        page.wait_for_timeout(PAUSE_S * 1000)
    page.wait_for_timeout(SETTLE_MS)
    seen = page.evaluate("window.seen")
    return [seen[name] - at for name, at in sent.items()]


def say(text):
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
