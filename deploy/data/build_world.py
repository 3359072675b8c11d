"""Write the shapes of the world for the console's map, from Natural Earth.

python -m deploy.data.build_world countries-50m.json

The file is of the npm package world-atlas 2.0.2 (ISC), which holds Natural Earth 1:50m (public
domain) as TopoJSON. Lines are simplified before shapes are made of them, so that borders stay
shared; islets that no screen shows are left out.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[2] / "streams/services/console/web/world.geojson"
TOLERANCE = 0.04
"""Degrees that a line may be off."""
SMALLEST = 0.02
"""Square degrees of the smallest islet that is kept, unless a country has no other land."""

Point = tuple[float, float]


def main(path: Path) -> None:
    """Read TopoJSON and write GeoJSON, coordinates to a hundredth of a degree."""
    topology = json.loads(path.read_text("utf-8"))
    arcs = [simplified(arc) for arc in _absolute(topology)]
    features = [
        {"type": "Feature", "properties": {}, "geometry": geometry}
        for shape in topology["objects"]["countries"]["geometries"]
        if (geometry := _geometry(shape, arcs)) is not None
    ]
    written = {"type": "FeatureCollection", "features": features}
    OUT.write_text(json.dumps(written, separators=(",", ":")) + "\n", "utf-8")


def _absolute(topology: dict[str, Any]) -> Iterator[list[Point]]:
    (width, height), (left, bottom) = (topology["transform"][k] for k in ("scale", "translate"))
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * width + left, y * height + bottom))
        yield points


def simplified(points: Sequence[Point]) -> list[Point]:
    """Return a line without the points that lie near it (Douglas and Peucker)."""
    keep, todo = {0, len(points) - 1}, [(0, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        between = range(first + 1, last)
        far = max(between, key=lambda n: _off(points[n], points[first], points[last]), default=None)
        if far is not None and _off(points[far], points[first], points[last]) > TOLERANCE:
            keep.add(far)
            todo += [(first, far), (far, last)]
    return [points[n] for n in sorted(keep)]


def _off(point: Point, start: Point, end: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    if length == 0:
        return float(((x - x1) ** 2 + (y - y1) ** 2) ** 0.5)
    return float(abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length)


def _geometry(shape: dict[str, Any], arcs: Sequence[list[Point]]) -> dict[str, Any] | None:
    given = shape.get("arcs", [])
    polygons = given if shape["type"] == "MultiPolygon" else [given]
    rings = [[_ring(ring, arcs) for ring in polygon] for polygon in polygons]
    rings = [[ring for ring in polygon if len(ring) > 3] for polygon in rings]
    whole = [polygon for polygon in rings if polygon]
    largest = max((_area(polygon[0]) for polygon in whole), default=0.0)
    kept = [p for p in whole if _area(p[0]) >= min(SMALLEST, largest)]
    return {"type": "MultiPolygon", "coordinates": kept} if kept else None


def _ring(numbers: Sequence[int], arcs: Sequence[list[Point]]) -> list[list[float]]:
    points: list[list[float]] = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        for x, y in line:
            rounded = [round(x, 2), round(y, 2)]
            if not points or points[-1] != rounded:
                points.append(rounded)
    return points


def _area(ring: Sequence[Sequence[float]]) -> float:
    pairs = pairwise(ring)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


if __name__ == "__main__":
    main(Path(sys.argv[1]))
