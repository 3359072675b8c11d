"""One key in a changelog is not JSON. Expected: recovery ends, without it or with an error.

Faust 0.15.3 hangs: the process lives, and no record of the source is ever worked on.

python -m tests.upstream.changelog_key BROKER FOLDER
"""

import sys

from tests.upstream.stock import app_of, bytes_topic, work

app = app_of("changelog_key", *sys.argv[1:])
source, sink = bytes_topic(app, "changelog_key.source"), bytes_topic(app, "changelog_key.sink")
seen = app.Table("seen", default=int)


@app.agent(source)
async def count(stream):
    async for event in stream.events():
        seen[event.value.decode()] += 1
        await sink.send(value=event.value)


if __name__ == "__main__":
    work(app)
