"""Write Grafana's dashboards out of `dashboards.toml`: `make docs`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

SOURCE = Path(__file__).with_name("dashboards.toml")
FOLDER = Path(__file__).parents[2] / "helm" / "rasid" / "files" / "dashboards"
WIDTH, HEIGHT = 24, 8
SELECT = '{job=~"$job", instance=~"$instance"}'
DATASOURCE = {"type": "prometheus", "uid": "$datasource"}


class Panel(msgspec.Struct, forbid_unknown_fields=True):
    """One panel; a query is its legend and PromQL in which `$$` stands for `SELECT`."""

    title: str
    description: str
    queries: list[tuple[str, str]]
    unit: str = "short"
    kind: str = "timeseries"
    width: int = 8
    most: float | None = None


class Row(msgspec.Struct, forbid_unknown_fields=True):
    """Panels under a heading."""

    title: str
    panel: list[Panel]


class Dashboard(msgspec.Struct, forbid_unknown_fields=True):
    """Rows of panels."""

    uid: str
    title: str
    description: str
    row: list[Row]


def dashboards() -> Sequence[Dashboard]:
    """Return the dashboards of the source. Raises msgspec.ValidationError for wrong data."""
    listed = msgspec.toml.decode(SOURCE.read_bytes(), type=dict[str, list[Dashboard]])
    return listed["dashboard"]


def files() -> Mapping[str, str]:
    """Return name and text of every file."""
    return {
        f"{dashboard.uid}.json": json.dumps(rendered(dashboard), indent=1, ensure_ascii=False)
        + "\n"
        for dashboard in dashboards()
    }


def rendered(dashboard: Dashboard) -> dict[str, Any]:
    """Return a dashboard as Grafana imports it."""
    return {
        "uid": dashboard.uid,
        "title": dashboard.title,
        "description": dashboard.description,
        "tags": ["rasid"],
        "timezone": "browser",
        "editable": False,
        "graphTooltip": 1,
        "schemaVersion": 39,
        "version": 1,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "templating": {"list": _variables()},
        "annotations": {"list": []},
        "panels": list(_panels(dashboard)),
    }


def _variables() -> list[dict[str, Any]]:
    source = {
        "name": "datasource",
        "label": "Data source",
        "type": "datasource",
        "query": "prometheus",
        "current": {"text": "default", "value": "default"},
    }
    return [
        source,
        _of_label("job", "Job", "label_values(rasid_build_info, job)"),
        _of_label("instance", "Instance", 'label_values(up{job=~"$job"}, instance)'),
    ]


def _of_label(name: str, label: str, query: str) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "type": "query",
        "datasource": DATASOURCE,
        "query": query,
        "refresh": 2,
        "includeAll": True,
        "multi": True,
        "allValue": ".+",
        "current": {"text": "All", "value": "$__all"},
    }


def _panels(dashboard: Dashboard) -> Iterator[dict[str, Any]]:
    number, top = 1, 0
    for row in dashboard.row:
        yield {
            "id": number,
            "type": "row",
            "title": row.title,
            "collapsed": False,
            "gridPos": {"x": 0, "y": top, "w": WIDTH, "h": 1},
            "panels": [],
        }
        number, top, left = number + 1, top + 1, 0
        for panel in row.panel:
            yield _panel(panel, number, {"x": left, "y": top, "w": panel.width, "h": HEIGHT})
            number, left = number + 1, left + panel.width
        top += HEIGHT


def _panel(panel: Panel, number: int, place: Mapping[str, int]) -> dict[str, Any]:
    limits: dict[str, Any] = {"unit": panel.unit, "min": 0}
    if panel.most is not None:
        limits["max"] = panel.most
    shown: dict[str, Any] = {"reduceOptions": {"calcs": ["lastNotNull"]}}
    if panel.kind == "timeseries":
        shown = {"legend": {"displayMode": "list", "placement": "bottom"}}
    return {
        "id": number,
        "type": panel.kind,
        "title": panel.title,
        "description": panel.description,
        "datasource": DATASOURCE,
        "gridPos": place,
        "fieldConfig": {"defaults": limits, "overrides": []},
        "options": shown,
        "targets": [
            {
                "refId": chr(ord("A") + at),
                "datasource": DATASOURCE,
                "expr": query.replace("$$", SELECT),
                "legendFormat": legend,
            }
            for at, (legend, query) in enumerate(panel.queries)
        ],
    }


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in files().items():
        (FOLDER / name).write_text(text, "utf-8")
        print(f"helm/rasid/files/dashboards/{name}")


if __name__ == "__main__":
    main()
