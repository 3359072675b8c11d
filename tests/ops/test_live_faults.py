"""Each alert of the rules: the fault is made, Prometheus sees it, Alertmanager is told."""

import pytest

from tests.ops.faults import QUICK, SLOW
from tests.ops.live import NEEDED, Watched, until
from tests.ops.test_watching import ALERTS

FAULTS = {**QUICK, **SLOW}
pytestmark = NEEDED


def test_every_alert_has_its_fault() -> None:
    assert set(FAULTS) == {rule["alert"] for rule in ALERTS}
    assert len(QUICK) >= 6


@pytest.mark.parametrize(
    "alert", [*QUICK, *(pytest.param(name, marks=pytest.mark.slow) for name in SLOW)]
)
def test_fault_is_reported(watched: Watched, alert: str) -> None:
    until("all parts work", watched.is_ready)
    until(f"{alert} is silent", lambda: alert not in watched.notified())
    with FAULTS[alert](watched):
        until(f"{alert} reaches Alertmanager", lambda: alert in watched.notified())
