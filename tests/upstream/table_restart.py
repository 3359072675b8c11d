"""A Table, a backlog, a clean restart. Expected: every record is passed on once or more.

Faust 0.15.3: some never are (#596, #606). Recovery resumes the partitions of the source before it
has sought back to what is committed; what is read again is dropped, and the commit passes the hole.

python -m tests.upstream.table_restart BROKER FOLDER
"""

import asyncio
import sys

from tests.upstream.stock import app_of, bytes_topic, work

PAUSE_S = 0.01

app = app_of("table_restart", *sys.argv[1:], topic_partitions=4)
source, sink = bytes_topic(app, "table_restart.source"), bytes_topic(app, "table_restart.sink")
seen = app.Table("seen", default=int)


@app.agent(source)
async def count(stream):
    async for event in stream.events():
        seen[event.key.decode()] += 1
        await sink.send(key=event.key, value=event.value)
        await asyncio.sleep(PAUSE_S)


if __name__ == "__main__":
    work(app)
