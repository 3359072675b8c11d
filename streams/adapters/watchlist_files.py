"""Read watchlists: CSV with name,lat,lon and perhaps km, or GeoJSON of points and areas."""

import csv
import io
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from streams.domain.errors import SettingsError
from streams.domain.routing.sites import Point, Ring, Site, Watchlist

FILE_BYTES = 16 * 1024 * 1024
NAME_LETTERS = 120
COLUMNS = ("name", "lat", "lon")
SUFFIXES = (".csv", ".geojson", ".json")


class _Geometry(msgspec.Struct):
    type: str
    coordinates: list[object]


class _Feature(msgspec.Struct):
    geometry: _Geometry
    properties: dict[str, object] | None = None


class _Collection(msgspec.Struct):
    type: str
    features: list[_Feature]


def read_watchlist(name: str, path: Path) -> Watchlist:
    """Return the sites in a file. Raises SettingsError that names the file and the line."""
    if path.suffix.lower() not in SUFFIXES:
        raise SettingsError(f"watchlist {name}: {path} must end with {', '.join(SUFFIXES)}")
    try:
        with path.open("rb") as stream:
            content = stream.read(FILE_BYTES + 1)
        if len(content) > FILE_BYTES:
            raise SettingsError(f"watchlist {name}: {path} has more than {FILE_BYTES} bytes")
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise SettingsError(f"watchlist {name}: cannot read {path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise SettingsError(f"watchlist {name}: {path}: no UTF-8 at byte {error.start}") from None
    sites = tuple(_in_csv(path, text) if path.suffix.lower() == ".csv" else _in_json(path, text))
    if not sites:
        raise SettingsError(f"watchlist {name}: {path} names no site, so nothing is ever near it")
    return Watchlist(name, sites)


def _in_csv(path: Path, text: str) -> Iterator[Site]:
    rows = csv.DictReader(io.StringIO(text), skipinitialspace=True)
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise SettingsError(f"{path}: line 1 must name the columns name,lat,lon, perhaps km")
    for row in rows:
        where = f"{path}:{rows.line_num}"
        km = row.get("km") or None
        yield Site(
            _name(where, row["name"]),
            _point(where, row["lat"], row["lon"]),
            None if km is None else _km(where, km),
        )


def _in_json(path: Path, text: str) -> Iterator[Site]:
    try:
        found = msgspec.json.decode(text, type=_Collection)
    except msgspec.MsgspecError as error:
        raise SettingsError(f"{path}: not a GeoJSON FeatureCollection: {error}") from None
    if found.type != "FeatureCollection":
        raise SettingsError(f"{path}: must be a FeatureCollection, got {found.type!r}")
    for number, feature in enumerate(found.features, 1):
        yield from _sites(f"{path}: feature {number}", feature)


def _sites(where: str, feature: _Feature) -> Iterator[Site]:
    properties: Mapping[str, object] = feature.properties or {}
    name, shape = _name(where, properties.get("name")), feature.geometry
    km = None if properties.get("km") is None else _km(where, properties["km"])
    if shape.type == "Point":
        yield Site(name, _corner(where, shape.coordinates), km)
    elif shape.type in ("Polygon", "MultiPolygon"):
        parts = [shape.coordinates] if shape.type == "Polygon" else shape.coordinates
        for part in parts:
            rings = tuple(_ring(where, ring) for ring in _listed(where, part))
            if not rings:
                raise SettingsError(f"{where}: an area needs an outline")
            yield Site(name, rings[0][0], km, rings)
    else:
        known = "Point, Polygon or MultiPolygon"
        raise SettingsError(f"{where}: geometry must be {known}, got {shape.type!r}")


def _ring(where: str, found: object) -> Ring:
    corners = tuple(_corner(where, corner) for corner in _listed(where, found))
    if len(corners) < 3:
        raise SettingsError(f"{where}: an area needs 3 corners, got {len(corners)}")
    return corners


def _corner(where: str, found: object) -> Point:
    """Return a position; GeoJSON puts the longitude first."""
    position = _listed(where, found)
    if len(position) < 2:
        raise SettingsError(f"{where}: a position is [lon, lat], got {position}")
    return _point(where, position[1], position[0])


def _listed(where: str, found: object) -> list[object]:
    if not isinstance(found, list):
        raise SettingsError(f"{where}: coordinates must be lists, got {str(found)[:40]!r}")
    return found


def _name(where: str, found: object) -> str:
    if not isinstance(found, str) or not found.strip() or len(found) > NAME_LETTERS:
        raise SettingsError(f"{where}: a site needs a name of 1..{NAME_LETTERS} letters")
    return " ".join(found.split())


def _point(where: str, lat: object, lon: object) -> Point:
    return _number(where, "lat", lat, -90, 90), _number(where, "lon", lon, -180, 180)


def _km(where: str, found: object) -> float:
    return _number(where, "km", found, 0, 20_000)


def _number(where: str, what: str, found: object, low: float, high: float) -> float:
    try:
        value = float(str(found))
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        raise SettingsError(f"{where}: {what} must be {low}..{high}, got {str(found)[:40]!r}")
    return value
