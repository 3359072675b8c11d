"""All that is stored of one incident, as files that can be handed on and checked."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import msgspec
import sqlalchemy as sa

from streams.adapters.export_rows import Cell, figures
from streams.adapters.export_text import write_table
from streams.adapters.incident_file import IncidentFile, ReportView, incident_file, revisions
from streams.domain.errors import InputError
from streams.domain.plain import to_plain
from streams.domain.private import masked
from streams.domain.records import Attack, Evidence, Incident

REPORTS = (
    "attack_id",
    "article_id",
    "source",
    "url",
    "final_url",
    "received_sha256",
    "language",
    "published_at",
    "fetched_at",
    "title",
    "reader_version",
)
QUOTATIONS = (
    "attack_id",
    "article_id",
    "text_hash",
    "field",
    "part",
    "start",
    "end",
    "text",
    "rule",
)
REVISIONS = (
    "revision",
    "updated_at",
    "status",
    "corroboration",
    "date",
    "place",
    "killed",
    "killed_low",
    "killed_high",
    "wounded",
    "reports",
    "independent_sources",
    "reader_version",
)


def write_dossier(connection: sa.Connection, incident_id: str, folder: Path) -> tuple[str, ...]:
    """Write the files of an incident into a folder, made if need be; return their names.

    Raises InputError when there is no such incident or the folder cannot be written.
    """
    found = incident_file(connection, incident_id)
    if found is None:
        raise InputError(f"there is no incident {incident_id!r}")
    history = revisions(connection, incident_id)
    files = {
        "incident.json": msgspec.json.format(msgspec.json.encode(_whole(found, history))),
    }
    tables: dict[str, tuple[tuple[str, ...], list[Mapping[str, Cell]]]] = {
        "reports.csv": (REPORTS, [_report(report) for report in found.reports]),
        "quotations.csv": (QUOTATIONS, list(_quotations(found))),
        "revisions.csv": (REVISIONS, [_revision(incident) for incident in history]),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content + b"\n")
        for name, (heads, rows) in tables.items():
            with (folder / name).open("wb") as out:
                write_table(out, heads, rows)
    except OSError as error:
        raise InputError(f"cannot write {folder}: {error.strerror}") from None
    return (*files, *tables)


def _whole(found: IncidentFile, history: tuple[Incident, ...]) -> dict[str, object]:
    return {
        "incident": _public(found.incident),
        "level": found.level,
        "why_low": found.why_low,
        "reports": [
            {
                **_report(report),
                "attack": None if report.attack is None else _public(report.attack),
            }
            for report in found.reports
        ],
        "alerts": [to_plain(alert) for alert in found.alerts],
        "decisions": [to_plain(decision) for decision in found.feedback],
        "revisions": [_public(incident) for incident in history],
    }


def _public(record: Incident | Attack) -> dict[str, object]:
    """Return a record without the places of what authorities did: these are people at risk."""
    follow_on = tuple(replace(one, place=None) for one in record.follow_on)
    if isinstance(record, Attack):
        record = replace(record, evidence=_shown(record))
    return to_plain(replace(record, follow_on=follow_on))


def _shown(attack: Attack) -> tuple[Evidence, ...]:
    return tuple(one for one in attack.evidence if not one.field.startswith("follow_on"))


def _report(report: ReportView) -> dict[str, Cell]:
    row: dict[str, Cell] = {name: getattr(report, name) for name in REPORTS[:-1]}
    row["title"] = None if report.title is None else masked(report.title)
    return {**row, "reader_version": report.attack.reader_version if report.attack else None}


def _quotations(found: IncidentFile) -> Iterator[Mapping[str, Cell]]:
    """Yield the words behind each fact, with their offsets into the cleaned title or body."""
    for report in found.reports:
        attack = report.attack
        for one in _shown(attack) if attack else ():
            yield {
                "attack_id": report.attack_id,
                "article_id": report.article_id,
                "text_hash": attack.text_hash if attack else None,
                "field": one.field,
                "part": one.part,
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "rule": one.rule,
            }


def _revision(incident: Incident) -> dict[str, Cell]:
    killed, low, high = figures(incident.tolls.killed)
    return {
        "revision": incident.revision,
        "updated_at": incident.updated_at,
        "status": incident.status,
        "corroboration": incident.corroboration,
        "date": incident.date.start,
        "place": incident.place.name,
        "killed": killed,
        "killed_low": low,
        "killed_high": high,
        "wounded": figures(incident.tolls.wounded)[0],
        "reports": len(incident.reports),
        "independent_sources": incident.independent_sources,
        "reader_version": incident.reader_version,
    }
