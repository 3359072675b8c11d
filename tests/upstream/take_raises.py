"""take() in batches, the body raises. Expected: the batch comes again, or is kept somewhere.

Faust 0.15.3 acknowledges it: the offset behind it is committed and its records are gone.

python -m tests.upstream.take_raises BROKER FOLDER
"""

import sys

from tests.upstream.stock import app_of, bytes_topic, work

app = app_of("take_raises", *sys.argv[1:])
source, sink = bytes_topic(app, "take_raises.source"), bytes_topic(app, "take_raises.sink")


@app.agent(source)
async def move(stream):
    async for values in stream.take(10, within=1):
        if b"0" in values:
            raise RuntimeError("the database is away")
        for value in values:
            await sink.send(value=value)


if __name__ == "__main__":
    work(app)
