"""`rasid export` and `rasid dossier`: incidents of the database as files for other programs."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from streams.cli import stored
from streams.cli.inputs import told
from streams.cli.output import opened
from streams.domain.errors import SettingsError
from streams.domain.records.vocabulary import AlertLevel, AttackType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import BinaryIO

    from streams.adapters.export_rows import Exported

    Write = Callable[[BinaryIO, Iterable[Exported]], int]

FORMATS = ("csv", "geojson", "parquet")

Format = Annotated[
    str, typer.Option("--format", metavar="|".join(FORMATS), help="Else by the file's name.")
]
Output = Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Else stdout.")]


def export(
    output: Output = None,
    form: Format = "",
    since: stored.Since = "",
    until: stored.Until = "",
    country: stored.Country = None,
    kind: stored.Type = None,
    level: stored.Level = None,
    perpetrator: stored.Perpetrator = None,
    box: stored.Area = "",
    text: stored.Text = "",
) -> None:
    """Write incidents as CSV, GeoJSON or Parquet, a row each, newest first; see docs/storage.md."""
    from streams.adapters.database import transaction
    from streams.adapters.export_rows import exported
    from streams.adapters.incident_filters import Wanted

    now_ms = time.time_ns() // 1_000_000
    wanted = Wanted(
        reported_from=stored.moment("--since", since, now_ms),
        reported_before=stored.moment("--until", until, now_ms),
        box=stored.box(box),
        countries=tuple(code.upper() for code in country or ()),
        attack_types=stored.words("--type", kind, AttackType),
        levels=stored.words("--level", level, AlertLevel),
        perpetrators=tuple(perpetrator or ()),
        text=text,
    )
    write = _writer(form or Path(output or "").suffix.lstrip(".") or "csv")
    with stored.engine() as engine, transaction(engine) as connection, opened(output) as out:
        count = write(out, exported(connection, wanted))
    told(f"{count} incidents")


def dossier(
    incident_id: Annotated[str, typer.Argument(metavar="ID", help="Of an incident.")],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FOLDER", help="Else dossier-ID here.")
    ] = "",
) -> None:
    """Write all that is stored of an incident: facts, reports, quotations, revisions, alerts."""
    from streams.adapters.database import transaction
    from streams.adapters.dossier import write_dossier
    from streams.adapters.incident_file import survivor

    folder = Path(output or f"dossier-{incident_id}".replace("/", "_"))
    with stored.engine() as engine, transaction(engine) as connection:
        names = write_dossier(connection, incident_id, folder)
        into = survivor(connection, incident_id)
    for name in names:
        typer.echo(folder / name)
    if into != incident_id:
        told(f"{incident_id} was merged into {into}")


def _writer(form: str) -> "Write":
    """Return what writes a format. Raises SettingsError for one that is none."""
    from streams.adapters.export_parquet import write_parquet
    from streams.adapters.export_text import write_csv, write_geojson

    writers = dict(zip(FORMATS, (write_csv, write_geojson, write_parquet), strict=True))
    if form not in writers:
        raise SettingsError(f"--format must be one of {', '.join(FORMATS)}, got {form!r}")
    return writers[form]
