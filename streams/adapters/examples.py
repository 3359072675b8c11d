"""Records of each topic as the seeds gave them, for those who want to see or send some."""

from streams import _resources
from streams.domain.flow import Topic
from streams.domain.plain import from_json
from streams.domain.records import Record


def examples_of(topic: Topic) -> list[Record]:
    """Return the records of `schemas/examples/<topic>.jsonl`."""
    path = _resources.schemas() / "examples" / f"{topic.name}.jsonl"
    return [from_json(topic.record, line) for line in path.read_bytes().splitlines()]
