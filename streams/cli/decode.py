"""`rasid topics decode`: the records of a topic as lines of JSON, whatever frames them."""

from base64 import b64encode
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from streams.cli.publish import Brokers, broker_of
from streams.domain.errors import BadRecord, SettingsError, Unavailable
from streams.domain.flow import Topic
from streams.domain.topics import TOPICS

if TYPE_CHECKING:
    from streams.adapters.tap import Message, Tap

READ_MS = 200

Name = Annotated[
    str,
    typer.Argument(metavar="TOPIC", help="A topic of `rasid topics list`, or its dead letters."),
]
From = Annotated[
    str, typer.Option("--from", metavar="beginning|end", help="`end` waits for what comes.")
]
Limit = Annotated[int | None, typer.Option(metavar="N", help="Stop after so many: 1 or more.")]


def decode(
    name: Name, start: From = "beginning", limit: Limit = None, brokers: Brokers = None
) -> None:
    """Print the records of a topic as lines of JSON: where each lies, key, headers and value.

    What cannot be decoded has `error` and its bytes in `raw`, and the exit code is 1.
    """
    from streams.adapters.tap import Tap

    topic = _topic(name)
    if start not in ("beginning", "end"):
        raise SettingsError(f"--from must be beginning or end, got {start!r}")
    if limit is not None and limit < 1:
        raise SettingsError(f"--limit must be 1 or more, got {limit}")
    bad = 0
    with Tap(broker_of(brokers), [name], fresh=start == "end") as tap:
        if not tap.positions:
            raise Unavailable(f"topic {name} is missing: run `rasid topics create`")
        for message in islice(_messages(tap, name, "all" if start == "end" else "there"), limit):
            line, is_read = line_of(topic, message)
            typer.echo(line)
            bad += not is_read
    raise typer.Exit(1 if bad else 0)


def line_of(topic: Topic, message: "Message") -> tuple[str, bool]:
    """Return a message as one line of JSON, and whether its value could be read.

    Controls and marks of direction are escaped, which says the same in JSON and harms no terminal.
    """
    from streams.adapters.avro import decode as decoded
    from streams.adapters.headers import as_text
    from streams.cli.letter_text import safe
    from streams.domain.plain import to_json, to_plain

    line: dict[str, object] = {
        "topic": message.topic,
        "partition": message.partition,
        "offset": message.offset,
        "timestamp": message.at,
        "key": None if message.key is None else message.key.decode("utf-8", "replace"),
        "headers": {name: as_text(name, value) for name, value in message.pairs},
    }
    try:
        line["value"] = to_plain(decoded(topic, message.value)) if message.value else None
    except BadRecord as bad:
        line["error"] = {"reason": bad.reason, "detail": bad.detail}
        line["raw"] = b64encode(message.value or b"").decode()
    return safe(to_json(line).decode()), "error" not in line


def _messages(tap: "Tap", name: str, which: Literal["there", "all"]) -> Iterator["Message"]:
    """Yield what is there now, or all that comes, without end."""
    ends = tap.ends([name])
    while which == "all" or not tap.has_read(ends):
        yield from tap.read(READ_MS)


def _topic(name: str) -> Topic:
    for topic in TOPICS:
        if name in (topic.name, topic.dead):
            return topic
    known = ", ".join(topic.name for topic in TOPICS)
    raise SettingsError(f"TOPIC must be one of {known}, or one of them and .dead, got {name!r}")
