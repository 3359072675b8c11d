"""What every contender is asked to do: move records from one topic to another, with some work."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Literal

from streams.adapters import avro
from streams.domain.flow import Topic
from streams.domain.records import Article

Work = Literal["avro", "bytes"]
STAGE = "hop"
SESSION_S = 30
"""A member is stopped while the driver fills the topic; nobody may take it for dead."""
COMMIT_S = 0.5
BATCH = 500


@dataclass(frozen=True, slots=True)
class Hop:
    """One hop. `keeps_state` counts per key, with `has_changelog` in a topic as well."""

    brokers: str
    name: str
    partitions: int
    work: Work
    folder: str
    keeps_state: bool = False
    has_changelog: bool = False

    @classmethod
    def from_json(cls, text: str) -> "Hop":
        """Return the hop that `to_json` wrote."""
        return cls(**json.loads(text))

    def to_json(self) -> str:
        """Return the hop as a command-line argument."""
        return json.dumps(asdict(self))

    @property
    def source(self) -> Topic:
        """Return the topic that is read."""
        return Topic(f"{self.name}.source", Article, "article_id", 1)

    @property
    def sink(self) -> Topic:
        """Return the topic that is written."""
        return Topic(f"{self.name}.sink", Article, "article_id", 1)

    @property
    def group(self) -> str:
        """Return the consumer group, named as a worker of one stage names its own."""
        return f"{self.name}-{STAGE}"

    def worked(self) -> Callable[[bytes], bytes]:
        """Return the work on a value: none, or what our agents do, decoding and encoding."""
        if self.work == "bytes":
            return bytes
        source, sink = self.source, self.sink
        return lambda value: avro.encode(sink, avro.decode(source, value))
