"""Keep the latest revision of every incident in a database of one's own."""

import sqlite3

from streams.client import INCIDENTS, Reader
from streams.domain.records import Incident

TABLE = "CREATE TABLE IF NOT EXISTS incidents (id PRIMARY KEY, revision, country, killed)"
KEEP = """
INSERT INTO incidents VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE
SET revision = excluded.revision, country = excluded.country, killed = excluded.killed
WHERE excluded.revision > incidents.revision
"""


def follow(incidents: Reader[Incident], database: sqlite3.Connection) -> None:
    """Keep what comes; the offset is committed after the row, so that nothing is lost."""
    database.execute(TABLE)
    for message in incidents:
        killed = message.record.tolls.killed
        row = (message.id, message.revision, message.record.country, killed and killed.best)
        with database:
            database.execute(KEEP, row)
        incidents.commit()


if __name__ == "__main__":
    with Reader(INCIDENTS, "localhost:9092", group="desk") as reader:
        follow(reader, sqlite3.connect("incidents.db"))
