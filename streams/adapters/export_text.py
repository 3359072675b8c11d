"""Write exported incidents as CSV and GeoJSON, row by row."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

import msgspec

from streams.adapters.export_rows import COLUMNS, Cell, Exported

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take the beginning of a formula for."""


def write_csv(out: BinaryIO, found: Iterable[Exported]) -> int:
    """Write a header and a line for each incident in UTF-8; return how many."""
    return write_table(out, tuple(COLUMNS), (one.row for one in found))


def write_table(out: BinaryIO, heads: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> int:
    """Write rows as CSV (RFC 4180), null as nothing; return how many.

    Text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    text = io.TextIOWrapper(out, "utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(heads)
    count = 0
    for row in rows:
        writer.writerow([_inert(row[head]) for head in heads])
        count += 1
    text.detach()
    return count


def write_geojson(out: BinaryIO, found: Iterable[Exported]) -> int:
    """Write a FeatureCollection (RFC 7946), a feature a line; return how many.

    An incident whose point is not known has the geometry null.
    """
    out.write(b'{"type":"FeatureCollection","features":[')
    count = 0
    for one in found:
        out.write((b",\n" if count else b"\n") + msgspec.json.encode(feature(one.row)))
        count += 1
    out.write(b"\n]}\n")
    return count


def feature(row: Mapping[str, Cell]) -> dict[str, object]:
    """Return a row as a feature of GeoJSON; longitude comes first there."""
    lat, lon = row["latitude"], row["longitude"]
    point = None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": row["event_id"], "geometry": point, "properties": dict(row)}


def _inert(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
