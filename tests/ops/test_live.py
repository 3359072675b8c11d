"""The whole system under a real Prometheus: panels have data, no alert fires while all is well."""

import subprocess
import time
from collections.abc import Iterator

import pytest

from deploy.kubernetes import dashboards
from tests.ops.live import NEEDED, PARTS, WAIT_S, Watched, page

pytestmark = NEEDED

QUIET = {
    # What a sound system has none of, and what nothing here sends.
    "Dead letters",
    "Not read",
}


def queries() -> Iterator[tuple[str, str]]:
    for dashboard in map(dashboards.rendered, dashboards.dashboards()):
        for panel in dashboard["panels"]:
            for target in panel.get("targets", ()):
                yield panel["title"], target["expr"]


def concrete(expression: str) -> str:
    """Return a panel's query as Grafana sends it."""
    for name, value in (("$__rate_interval", "1m"), ("$job", ".+"), ("$instance", ".+")):
        expression = expression.replace(name, value)
    return expression


def test_every_panel_has_data(watched: Watched) -> None:
    def missing() -> list[tuple[str, str]]:
        wanted = [(title, query) for title, query in queries() if title not in QUIET]
        return [one for one in wanted if not watched.asked(concrete(one[1]))]

    # A rate needs two steps of its counter, and the feed is asked every ten seconds.
    end = time.monotonic() + WAIT_S
    while missing() and time.monotonic() < end:
        time.sleep(1)
    assert missing() == []


def test_quiet_panels_are_at_least_understood(watched: Watched) -> None:
    asked = [query for title, query in queries() if title in QUIET]
    assert len(asked) == len(QUIET)
    for query in asked:
        watched.asked(concrete(query))


def test_sound_system_is_silent(watched: Watched) -> None:
    firing = watched.asked('ALERTS{alertstate="firing"}')
    assert [series["metric"]["alertname"] for series in firing] == []


@pytest.mark.parametrize("part", PARTS)
def test_metrics_are_as_prometheus_wants_them(watched: Watched, part: str) -> None:
    told = page(watched.note(part)["port"], "/metrics")
    checked = subprocess.run(
        ["promtool", "check", "metrics"], input=told, capture_output=True, check=False
    )
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, b"")
