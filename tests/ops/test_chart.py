"""The chart: valid for three Kubernetes, pods without rights, secrets named and never held."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import pytest
from helm_python.chart import Chart, lint

from deploy.kubernetes import chart as written
from streams.config import rows
from tests.ops.conftest import CASES, CHART, ROOT, case, rendered

KUBERNETES = ("1.29", "1.32", "1.34")
CUSTOM = ROOT.parent / "shared" / "data" / "crd-schemas"
OWN_KINDS = (
    "KafkaTopic",
    "KafkaUser",
    "ScaledObject",
    "TriggerAuthentication",
    "PodMonitor",
    "PrometheusRule",
)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_lints_without_a_word(path: Path) -> None:
    said = lint(CHART, case(path), strict=True, namespace="news")["messages"]
    # Helm asks for an icon, which nothing here shows.
    assert [m for m in said if "icon is recommended" not in str(m)] == []


@pytest.mark.parametrize("version", KUBERNETES)
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_objects_are_valid_for_a_kubernetes(chart: Chart, path: Path, version: str) -> None:
    objects = [o for o in rendered(chart, case(path)) if o["kind"] not in OWN_KINDS]
    assert len(objects) > 10
    for found in objects:
        kubernetes_validate.validate(found, version, strict=True)


@cache
def custom_schema(kind: str, version: str) -> Any:
    path = CUSTOM / f"{kind.lower()}_{version}.json"
    return json.loads(path.read_text("utf-8"))


@pytest.mark.skipif(not CUSTOM.is_dir(), reason="the schemas lie beside the repository")
def test_custom_resources_are_valid(chart: Chart) -> None:
    objects = rendered(chart, case(CHART / "ci" / "standard.yaml"))
    custom = [o for o in objects if o["kind"] in OWN_KINDS]
    assert {o["kind"] for o in custom} == set(OWN_KINDS)
    for found in custom:
        version = found["apiVersion"].rpartition("/")[2]
        # Not `validate`, which also judges the schema: one of its patterns is Go's, not Python's.
        schema = custom_schema(found["kind"], version)
        jsonschema.Draft202012Validator(schema).validate(found)


def test_settings_of_the_chart_are_those_of_the_product() -> None:
    schema = json.loads((CHART / "values.schema.json").read_text("utf-8"))
    named = schema["properties"]["settings"]["propertyNames"]["enum"]
    assert named == [name for name, *_ in rows()]


@pytest.mark.parametrize("name", written.FILES)
def test_what_follows_from_the_code_is_up_to_date(name: str) -> None:
    assert (CHART / name).read_text("utf-8") == written.FILES[name](), "run `make docs`"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_pods_have_no_rights_and_nowhere_to_write(chart: Chart, path: Path) -> None:
    pods = [o["spec"].get("template", o) for o in rendered(chart, case(path)) if has_pod(o)]
    assert len(pods) >= 7
    for pod in (found["spec"] for found in pods):
        assert pod["automountServiceAccountToken"] is False
        assert pod["securityContext"]["runAsNonRoot"] is True
        for container in pod["containers"]:
            limits = container["securityContext"]
            assert limits["readOnlyRootFilesystem"] is True
            assert limits["allowPrivilegeEscalation"] is False
            assert limits["capabilities"] == {"drop": ["ALL"]}
            assert container["resources"]["limits"]["memory"]


def has_pod(found: Mapping[str, Any]) -> bool:
    return found["kind"] in ("Deployment", "StatefulSet", "Job", "Pod")


def test_secrets_are_named_and_never_held(chart: Chart) -> None:
    for path in CASES:
        assert [o for o in rendered(chart, case(path)) if o["kind"] == "Secret"] == []


def test_budget_lets_one_pod_go_and_never_blocks_a_single_one(chart: Chart) -> None:
    objects = rendered(chart, case(CHART / "ci" / "small.yaml"))
    assert [o for o in objects if o["kind"] == "PodDisruptionBudget"] == []
    objects = rendered(chart, case(CHART / "ci" / "standard.yaml"))
    budgets = [o for o in objects if o["kind"] == "PodDisruptionBudget"]
    assert {b["spec"]["maxUnavailable"] for b in budgets} == {1}
