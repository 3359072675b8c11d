import urllib.error
import urllib.request

import pytest

from streams.adapters.health import HealthServer
from streams.adapters.metrics import Metrics
from streams.domain.records import DuplicateLink, Language
from tests.stories import article


@pytest.fixture
def page():
    trouble: dict[str, str | None] = {"live": None, "ready": "1 partitions recovering"}
    metrics = Metrics()
    link = DuplicateLink("a", "b", "near", 0.9, "afp", "afp", None, None, 1)
    metrics.observe_sent(link, None)
    for code in ("ar", "de", "de", "und", "en"):
        tagged = article(code, "text", language=Language(code, "Latn", 0.9))
        metrics.observe_sent(tagged, None)
    metrics.observe_sent(article("raw", "text"), None)
    metrics.observe_batch("sign", 5, 2, 0.1)
    address = ("127.0.0.1", 0)
    with HealthServer(
        address, metrics.registry, lambda: trouble["live"], lambda: trouble["ready"]
    ) as server:

        def get(path: str) -> tuple[int, str]:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}") as found:
                    return found.status, found.read().decode()
            except urllib.error.HTTPError as error:
                with error:
                    return error.code, error.read().decode()

        yield get


def test_live_and_ready_are_told_apart(page):
    assert page("/livez") == (200, "ok\n")
    assert page("/readyz") == (503, "1 partitions recovering\n")


def test_metrics_count_batches_and_what_was_sent(page):
    text = page("/metrics")[1]
    assert 'rasid_records_total{outcome="done",stage="sign"} 3.0' in text
    assert 'rasid_records_total{outcome="dead",stage="sign"} 2.0' in text
    assert 'rasid_deduplicated_total{kind="near"} 1.0' in text
    assert 'rasid_stage_seconds_sum{stage="sign"} 0.1' in text


def test_what_is_not_read_is_counted_by_language(page):
    counted = {line for line in page("/metrics")[1].splitlines() if "rasid_unread_total{" in line}
    assert counted == {
        'rasid_unread_total{language="de"} 2.0',
        'rasid_unread_total{language="und"} 1.0',
    }


def test_other_pages_are_not_found(page):
    assert page("/")[0] == 404


def test_registry_holds_our_metrics_alone():
    assert all(family.name.startswith("rasid_") for family in Metrics().registry.collect())
