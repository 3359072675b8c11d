"""The chart as Helm renders it."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from helm_python.chart import Chart

from tests.ops.live import ROOT, Watched, demonstration

CHART = ROOT / "helm" / "rasid"
CASES = sorted((CHART / "ci").glob("*.yaml"))
BROKERS = {"kafka": {"brokers": "kafka:9092"}}
LATER = "9.9.9"

Object = Mapping[str, Any]


@pytest.fixture(scope="session")
def chart() -> Chart:
    """Return the chart, read once."""
    return Chart.load(CHART)


@pytest.fixture(scope="session")
def later(tmp_path_factory: pytest.TempPathFactory) -> Chart:
    """Return the chart as a later version has it: another version, another image."""
    folder = tmp_path_factory.mktemp("later") / "rasid"
    shutil.copytree(CHART, folder)
    told = case(folder / "Chart.yaml") | {"version": LATER, "appVersion": LATER}
    (folder / "Chart.yaml").write_text(yaml.safe_dump(told), "utf-8")
    return Chart.load(folder)


def rendered(chart: Chart, values: Mapping[str, Any]) -> list[Object]:
    """Return the objects that these values give, in the namespace news as the release rasid."""
    files = chart.render(dict(values), name="rasid", namespace="news")
    return [found for name, text in sorted(files.items()) for found in _objects(name, text)]


def _objects(name: str, text: str) -> Iterator[Object]:
    if name.endswith(".yaml"):
        yield from (found for found in yaml.safe_load_all(text) if found)


def case(path: Path) -> dict[str, Any]:
    """Return the values of a file."""
    return dict(yaml.safe_load(path.read_text("utf-8")))


@pytest.fixture(scope="session")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """Lend the demonstration under Prometheus and Alertmanager, started once."""
    with demonstration(tmp_path_factory.mktemp("watched")) as found:
        yield found
