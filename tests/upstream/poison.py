"""JSON values, one of them is not. Expected: it is kept somewhere, the others go on undisturbed.

Faust 0.15.3 ends the agent and starts it again; the record is acknowledged and gone.

python -m tests.upstream.poison BROKER FOLDER
"""

import sys

from tests.upstream.stock import app_of, bytes_topic, work

app = app_of("poison", *sys.argv[1:])
source = app.topic("poison.source", value_serializer="json")
sink = bytes_topic(app, "poison.sink")


@app.agent(source)
async def move(stream):
    async for value in stream:
        await sink.send(value=str(value).encode())


if __name__ == "__main__":
    work(app)
