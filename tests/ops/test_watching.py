"""Dashboards and alerts: by the rules, and about metrics that exist."""

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.kubernetes import dashboards
from streams.adapters.metrics import Metrics
from streams.adapters.service_metrics import ServiceMetrics
from tests.ops.conftest import CHART, ROOT

RULES = CHART / "files" / "rules.yaml"
UNIT_TESTS = ROOT / "deploy" / "kubernetes" / "rules_test.yaml"
PROCESS = {"process_cpu_seconds_total", "process_resident_memory_bytes", "up"}
METRIC = re.compile(r"\b(?:rasid|process)_[a-z0-9_]+|\bup\b")
COUNTED = re.compile(r"[a-z_]+_total\b")


def known() -> set[str]:
    """Return the names of all series that the processes show."""
    names = set(PROCESS)
    for registry in (Metrics().registry, ServiceMetrics().registry):
        for family in registry.collect():
            names |= {family.name, f"{family.name}_total", f"{family.name}_info"}
            names |= {f"{family.name}_{part}" for part in ("bucket", "sum", "count")}
    return names


def panels() -> Iterator[Mapping[str, Any]]:
    for dashboard in map(dashboards.rendered, dashboards.dashboards()):
        yield from (panel for panel in dashboard["panels"] if panel["type"] != "row")


def rules() -> list[Mapping[str, Any]]:
    groups = yaml.safe_load(RULES.read_text("utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


ALERTS = [rule for rule in rules() if "alert" in rule]


def expressions() -> Iterator[str]:
    yield from (target["expr"] for panel in panels() for target in panel["targets"])
    yield from (rule["expr"] for rule in rules())


def test_dashboards_are_what_their_source_says() -> None:
    for name, text in dashboards.files().items():
        assert (dashboards.FOLDER / name).read_text("utf-8") == text, "run `make docs`"
    assert len(list(dashboards.FOLDER.glob("*.json"))) == len(dashboards.files())


def test_every_metric_that_is_asked_for_exists() -> None:
    names = known()
    for expression in expressions():
        assert set(METRIC.findall(expression)) <= names, expression


def test_panels_hold_the_rules_of_the_dashboard_linter() -> None:
    titles = set()
    for panel in panels():
        titles.add(panel["title"])
        assert panel["title"]
        assert panel["description"].endswith(".")
        assert panel["datasource"]["uid"] == "$datasource"
        assert panel["fieldConfig"]["defaults"]["unit"]
        for target in panel["targets"]:
            expression = target["expr"]
            assert 'job=~"$job"' in expression
            assert 'instance=~"$instance"' in expression
            assert "$__rate_interval" in expression or "rate(" not in expression
            for counter in COUNTED.findall(expression):
                assert re.search(rf"(?:rate|increase)\({counter}", expression), expression
    assert len(titles) > 25


@pytest.mark.parametrize("dashboard", dashboards.dashboards(), ids=lambda d: d.uid)
def test_dashboard_is_found_and_not_edited(dashboard: dashboards.Dashboard) -> None:
    found = dashboards.rendered(dashboard)
    names = [variable["name"] for variable in found["templating"]["list"]]
    assert names == ["datasource", "job", "instance"]
    assert found["editable"] is False
    assert found["description"]
    for row in dashboard.row:
        assert sum(panel.width for panel in row.panel) == dashboards.WIDTH
    numbers = [panel["id"] for panel in found["panels"]]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_alert_says_what_to_do(rule: Mapping[str, Any]) -> None:
    assert rule["labels"]["severity"] in ("warning", "critical")
    assert rule["annotations"]["summary"]
    runbook = ROOT / rule["annotations"]["runbook"]
    assert runbook.read_text("utf-8").startswith(f"# {runbook.stem}")


def test_no_runbook_is_left_behind() -> None:
    wanted = {Path(rule["annotations"]["runbook"]).name for rule in ALERTS}
    assert {path.name for path in (ROOT / "deploy" / "runbooks").glob("*.md")} == wanted


def promtool(*arguments: str | Path) -> str:
    done = subprocess.run(
        ["promtool", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=UNIT_TESTS.parent,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_prometheus_takes_the_rules() -> None:
    assert f"{len(rules())} rules found" in promtool("check", "rules", RULES)


def test_each_alert_fires_and_stays_silent_as_told() -> None:
    promtool("test", "rules", UNIT_TESTS)
    told = [
        check
        for test in yaml.safe_load(UNIT_TESTS.read_text("utf-8"))["tests"]
        for check in test["alert_rule_test"]
    ]
    fires = {check["alertname"] for check in told if check["exp_alerts"]}
    silent = {check["alertname"] for check in told if not check["exp_alerts"]}
    assert fires == silent == {rule["alert"] for rule in ALERTS}


def test_rules_and_dashboards_fit_into_their_objects() -> None:
    assert RULES.stat().st_size < 512 * 1024
    for text in dashboards.files().values():
        assert len(text) < 512 * 1024
        assert json.loads(text)["schemaVersion"] >= 39
