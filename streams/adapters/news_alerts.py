"""Read alerts back: from the database of what was read, or from lines of JSON."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from streams.adapters.database import transaction
from streams.adapters.news_schema import open_current
from streams.adapters.news_tables import ALERTS
from streams.domain.errors import BadRecord, InputError
from streams.domain.plain import from_json, from_plain
from streams.domain.records import Alert


def stored_alerts(url: str | sa.URL, since_ms: int) -> list[Alert]:
    """Return the alerts of a time on, by their own time. Raises InputError, Unavailable."""
    path = sa.make_url(url).database
    if sa.make_url(url).drivername.startswith("sqlite") and not Path(path or "").is_file():
        raise InputError(f"there is no database {path}; RASID_DATABASE or RASID_RUN_DIR names one")
    engine = open_current(url)
    query = sa.select(ALERTS.c.record).where(ALERTS.c.at >= since_ms)
    try:
        with transaction(engine) as connection:
            records = connection.execute(query.order_by(ALERTS.c.at, ALERTS.c.alert_id)).scalars()
            return [from_plain(Alert, record) for record in records]
    finally:
        engine.dispose()


def alerts_in(path: Path) -> Iterator[Alert]:
    """Yield the alerts in a file such as `rasid replay` writes. Raises InputError with the line."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _alert(f"{path}:{number}", line)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from None


def _alert(where: str, line: bytes) -> Alert:
    try:
        return from_json(Alert, line)
    except BadRecord as bad:
        raise InputError(f"{where}: {bad.detail}") from None
