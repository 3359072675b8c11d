"""A later chart: what Kubernetes lets nobody change must not follow the version."""

from pathlib import Path
from typing import Any

import pytest
from helm_python.chart import Chart

from tests.ops.conftest import CASES, case, rendered

MAY_CHANGE = {"replicas", "ordinals", "template", "updateStrategy", "minReadySeconds"}
"""Of a StatefulSet; an API server refuses any other change."""


def stateful(chart: Chart, path: Path) -> dict[str, Any]:
    """Return what each StatefulSet is to be."""
    found = [o for o in rendered(chart, case(path)) if o["kind"] == "StatefulSet"]
    return {o["metadata"]["name"]: o["spec"] for o in found}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_later_chart_leaves_what_a_stateful_set_may_not_change(
    chart: Chart, later: Chart, path: Path
) -> None:
    before, after = stateful(chart, path), stateful(later, path)
    assert before
    assert before.keys() == after.keys()
    for name, spec in before.items():
        fixed = spec.keys() - MAY_CHANGE
        assert {key: spec[key] for key in fixed} == {key: after[name][key] for key in fixed}
