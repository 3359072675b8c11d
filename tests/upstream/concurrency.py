"""Two actors; the first record takes for ever. Expected: after a restart it is begun again.

Faust 0.15.3 commits the offset behind the records that the other actor finished (#606): the first
record is not read again. The sink shows what was begun.

python -m tests.upstream.concurrency BROKER FOLDER
"""

import asyncio
import sys

from tests.upstream.stock import app_of, bytes_topic, work

app = app_of("concurrency", *sys.argv[1:])
source, sink = bytes_topic(app, "concurrency.source"), bytes_topic(app, "concurrency.sink")


@app.agent(source, concurrency=2)
async def move(stream):
    async for event in stream.events():
        await (await sink.send(value=event.value))
        if event.value == b"0":
            await asyncio.sleep(3600)


if __name__ == "__main__":
    work(app)
