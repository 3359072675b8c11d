"""Take the pictures of the console for the README: `make screens`, on the seeds.

Starts `rasid run --serve` on free ports and ends it again.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
SCREENS = ROOT / "docs" / "screens"
CHROMIUM = "/usr/bin/chromium"
SWITCHES = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader"]
SWITCHES += ["--enable-unsafe-swiftshader", "--hide-scrollbars"]
SIZE = {"width": 1280, "height": 760}
QUALITY = 76
SETTLE_MS = 1200
SEEN = {"en": "light", "ar": "dark"}


def main() -> None:
    """Take list, map, incident page and wall screen in both languages."""
    SCREENS.mkdir(exist_ok=True)
    with _running() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        for language, theme in SEEN.items():
            _take(browser, address, language, theme)
        browser.close()


@contextmanager
def _running() -> Iterator[str]:
    """Run everything on the seeds; yield the address of the console."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "RASID_RUN_DIR": folder, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "streams.cli", "run", "--serve"]
        child = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        try:
            yield _address(child)
        finally:
            child.send_signal(signal.SIGINT)
            child.wait(30)


def _address(child: "subprocess.Popen[str]") -> str:
    for line in child.stdout or ():
        if found := re.match(r"console: (http\S+)", line):
            return found[1]
    raise SystemExit("the run ended without a console")


def _take(browser: Browser, address: str, language: str, theme: str) -> None:
    page = browser.new_page(viewport=SIZE, color_scheme=theme)  # type: ignore[arg-type]
    page.goto(f"{address}&lang={language}")
    page.wait_for_selector("#map[data-ready=yes]")
    page.wait_for_timeout(SETTLE_MS)
    _keep(page, f"list-{language}")
    page.locator(".side").screenshot(
        path=SCREENS / f"map-{language}.jpg", type="jpeg", quality=QUALITY
    )
    page.click("a.row:has(.shape.critical)")
    page.wait_for_selector("#incident-head")
    page.locator(".p-figures").scroll_into_view_if_needed()
    page.wait_for_timeout(SETTLE_MS)
    page.set_viewport_size({**SIZE, "height": 1150})
    _keep(page, f"incident-{language}")
    page.set_viewport_size(SIZE)
    page.goto(f"{address.partition('?')[0]}wall?lang={language}")
    page.wait_for_selector("#map[data-ready=yes]")
    page.wait_for_timeout(SETTLE_MS)
    _keep(page, f"wall-{language}")
    page.close()


def _keep(page: Page, name: str) -> None:
    page.screenshot(path=SCREENS / f"{name}.jpg", type="jpeg", quality=QUALITY)


if __name__ == "__main__":
    main()
