"""Write exported incidents as Parquet; knows pyarrow, which the extra `parquet` brings."""

from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO

from streams.adapters.export_rows import COLUMNS, Exported
from streams.domain.errors import SettingsError

GROUP = 5_000
"""Rows written at once: so many are in memory."""


def write_parquet(out: BinaryIO, found: Iterable[Exported]) -> int:
    """Write the rows with the types of COLUMNS; return how many.

    Raises SettingsError when pyarrow is not installed, before anything is written.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - 170 MB, for this alone
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        raise SettingsError(
            "--format parquet needs pyarrow: pip install 'rasid[parquet]'"
        ) from None
    types = {"text": pa.string(), "whole": pa.int64(), "real": pa.float64()}
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    count = 0
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        rows = (one.row for one in found)
        while group := list(islice(rows, GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema))
            count += len(group)
    return count
