"""Watchlists: places of one's own as CSV or GeoJSON, and how it is told what is wrong with them."""

import json

import pytest

from streams.adapters.watchlist_files import read_watchlist
from streams.domain.errors import SettingsError
from streams.domain.routing.sites import Site

SQUARE = [[44.0, 35.0], [45.0, 35.0], [45.0, 36.0], [44.0, 35.0]]


def csv(tmp_path, text, name="sites.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def geojson(tmp_path, *features):
    found = [
        {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": at}}
        for properties, kind, at in features
    ]
    text = json.dumps({"type": "FeatureCollection", "features": found})
    return csv(tmp_path, text, "sites.geojson")


def test_csv_may_have_a_mark_blanks_quotes_and_other_columns(tmp_path):
    text = '\ufefflat, lon, name, owner\n35.4, 44.3, "Depot,  old", us\n'

    assert read_watchlist("w", csv(tmp_path, text)).sites == (Site("Depot, old", (35.4, 44.3)),)


def test_geojson_has_points_and_areas_longitude_first(tmp_path):
    path = geojson(
        tmp_path,
        ({"name": "Depot", "km": 5}, "Point", [44.3, 35.4, 210]),
        ({"name": "Field"}, "Polygon", [SQUARE]),
        ({"name": "Two"}, "MultiPolygon", [[SQUARE], [SQUARE]]),
    )
    ring = tuple((lat, lon) for lon, lat in SQUARE)

    assert read_watchlist("w", path).sites == (
        Site("Depot", (35.4, 44.3), 5),
        Site("Field", (35.0, 44.0), None, (ring,)),
        Site("Two", (35.0, 44.0), None, (ring,)),
        Site("Two", (35.0, 44.0), None, (ring,)),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1 must name the columns name,lat,lon"),
        ("name,lat\nx,3\n", "line 1 must name the columns"),
        ("name,lat,lon\n", "names no site"),
        ("name,lat,lon\nx,north,44\n", "sites.csv:2: lat must be -90..90, got 'north'"),
        ("name,lat,lon\nx,35,444\n", "sites.csv:2: lon must be -180..180, got '444'"),
        ("name,lat,lon\nx,nan,44\n", "lat must be -90..90, got 'nan'"),
        ("name,lat,lon\nx,35\n", "lon must be -180..180, got 'None'"),
        ("name,lat,lon\n ,35,44\n", "sites.csv:2: a site needs a name of 1..120"),
        ("name,lat,lon,km\nx,35,44,-1\n", "km must be 0..20000, got '-1'"),
        (b"name,lat,lon\n\xff,35,44\n", "no UTF-8 at byte 13"),
    ],
)
def test_broken_csv_is_refused_with_its_line(tmp_path, text, said):
    with pytest.raises(SettingsError) as caught:
        read_watchlist("w", csv(tmp_path, text))

    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("feature", "said"),
    [
        (({"name": "x"}, "LineString", SQUARE), "feature 1: geometry must be Point, Polygon or"),
        (({}, "Point", [44, 35]), "feature 1: a site needs a name"),
        (({"name": "x"}, "Point", [44]), "a position is [lon, lat]"),
        (({"name": "x"}, "Point", [35, 99]), "lat must be -90..90, got '99'"),
        (({"name": "x"}, "Polygon", [SQUARE[:2]]), "an area needs 3 corners, got 2"),
        (({"name": "x"}, "Polygon", [[1, 2, 3]]), "coordinates must be lists, got '1'"),
        (({"name": "x"}, "Polygon", []), "an area needs an outline"),
    ],
)
def test_broken_geojson_is_refused_with_its_feature(tmp_path, feature, said):
    with pytest.raises(SettingsError) as caught:
        read_watchlist("w", geojson(tmp_path, feature))

    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.geojson", "{", "not a GeoJSON FeatureCollection"),
        ("x.geojson", '{"type": "Feature", "features": []}', "must be a FeatureCollection"),
        ("x.kml", "<kml/>", "must end with .csv, .geojson, .json"),
        ("x.csv", None, "more than 16777216 bytes"),
    ],
)
def test_other_files_are_refused(tmp_path, name, text, said):
    path = csv(tmp_path, text if text is not None else b" " * (16 * 1024 * 1024 + 1), name)
    with pytest.raises(SettingsError, match=said):
        read_watchlist("w", path)
