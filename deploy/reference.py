"""Write `docs/settings.md` and `docs/topics.md` from the code: `make docs`.

A test compares the files with what is written here, so that they never say anything else.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from streams.adapters import cloud_events
from streams.adapters.topics_admin import Plan, plans
from streams.cli.acls import allowed
from streams.cli.roles import Role, each_stage, roles
from streams.config import rows
from streams.domain.flow import Topic
from streams.domain.topics import TOPICS
from streams.topology import TOPOLOGY

DOCS = Path(__file__).parents[1] / "docs"
AS_SET = 0
"""Stands for the number in RASID_PARTITIONS, which no topic fixes by itself."""
NOTE = "<!-- Written by `make docs` from {source}. -->\n"

SETTINGS = """
# Settings

Settings are environment variables, read once at the start of every command. A wrong value, or a
name that begins with `RASID_` and is not listed, ends the command with exit code 2 and a line that
names what is allowed. `rasid doctor` shows the values in force.

"""

TOPIC_LIST = """
# Topics

`rasid topics create` and `rasid run` create what is missing; `rasid topics describe TOPIC` shows
the fields of the records. Records are Avro with single-object encoding, or with Confluent's framing
where a schema registry is in use; [contracts.md](contracts.md) says how to read them and what may
change. A record without a value in its key field has the key `unknown`. An event has the headers
of CloudEvents. Outside the flow are `rasid publish`, the clock of the worker and the services that
store and deliver.

"""

RIGHTS = """
# Who may do what on the bus

All that each part needs, and no more: the tests give it these rights alone on a broker that
refuses everything else. `rasid topics acls` prints the same as `kafka-acls` commands
(`--as commands`) and as KafkaUser resources of Strimzi (`--as strimzi`), also for workers of
several stages (`--worker reader=sign,language,extract`), whose rights are those of their stages and
whose consumer group is named after all of them. Names of groups begin with `RASID_GROUP`, here
`rasid`. Who may read, write or delete may describe. No part has a transactional id, and none may do
anything with the cluster.

"""

BESIDE = """
Beside them stand the dead letters of each topic, bytes and key as they came with the reason in the
headers, and the tables of the stages:

"""


def settings() -> str:
    """Return the text of `docs/settings.md`."""
    heads = ("setting", "default", "allowed", "meaning")
    lines = ((_code(name), _code(default), allowed, doc) for name, default, allowed, doc in rows())
    return NOTE.format(source="streams/config.py") + SETTINGS + _table(heads, lines)


def topics() -> str:
    """Return the text of `docs/topics.md`."""
    by_name = {plan.name: plan for plan in plans(TOPICS, TOPOLOGY, AS_SET)}
    about = ("record", "schema", "key", "partitions", "kept", "event")
    heads = ("topic", *about, "written by", "read by")
    listed = [_listed(topic, by_name.pop(topic.name)) for topic in TOPICS]
    dead = [by_name.pop(topic.dead) for topic in TOPICS]
    alike = {(_partitions(plan), _kept(plan)) for plan in dead}
    beside = [("`<topic>.dead`", *each) for each in sorted(alike)]
    beside += [(_code(plan.name), _partitions(plan), _kept(plan)) for plan in by_name.values()]
    return (
        NOTE.format(source="streams/domain/topics.py")
        + TOPIC_LIST
        + _table(heads, listed)
        + BESIDE
        + _table(("topic", "partitions", "kept"), beside)
    )


def rights() -> str:
    """Return the text of `docs/bus-rights.md`."""
    heads = ("part", "command", "consumer groups", "reads", "writes", "further")
    lines = [_role(role) for role in roles("rasid", each_stage())]
    return NOTE.format(source="streams/cli/roles.py") + RIGHTS + _table(heads, lines)


def _role(role: Role) -> tuple[str, ...]:
    """Return the row of a part; dead letters of all its topics are named once."""
    found = allowed(role)
    groups = [_code(name) for kind, name, _ in found if kind == "group"]
    by_operation = {
        operation: [
            _code(name) for kind, name, may in found if kind == "topic" and operation in may
        ]
        for operation in ("READ", "WRITE", "DESCRIBE", "CREATE", "DELETE")
    }
    further = [
        f"{operation}: {', '.join(names)}"
        for operation, names in by_operation.items()
        if names and operation not in ("READ", "WRITE")
    ]
    cells = (groups, by_operation["READ"], by_operation["WRITE"])
    return (
        role.name,
        _code(role.command),
        *(", ".join(cell) for cell in cells),
        "; ".join(further),
    )


def _listed(topic: Topic, plan: Plan) -> tuple[str, ...]:
    schema = f"`schemas/{topic.schema}.avsc`"
    writers = ", ".join(stage.name for stage in TOPOLOGY if topic in stage.sinks)
    readers = ", ".join(stage.name for stage in TOPOLOGY if topic in stage.sources)
    about = (topic.record.__name__, schema, _code(topic.key), _partitions(plan), _kept(plan))
    event = "yes" if topic in cloud_events.ID_OF else "no"
    return (_code(topic.name), *about, event, writers or "outside", readers or "outside")


def _partitions(plan: Plan) -> str:
    return "`RASID_PARTITIONS`" if plan.partitions == AS_SET else str(plan.partitions)


def _kept(plan: Plan) -> str:
    """Return for how long records stay, as the broker is told."""
    if plan.config["cleanup.policy"] == "delete":
        return _span(plan.config["retention.ms"])
    lag = plan.config["min.compaction.lag.ms"]
    last = "the last of each key"
    return last if lag == "0" else f"{last}, the others {_span(lag)} at least"


def _span(ms: str) -> str:
    """Return a time in whole days, or in minutes when it is less than one."""
    minutes = int(ms) // 60_000
    return f"{minutes // 1440} d" if minutes >= 1440 else f"{minutes} min"


def _code(text: str) -> str:
    return f"`{text}`" if text else "(empty)"


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    return "\n".join(_rows(heads, lines)) + "\n"


def _rows(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[str]:
    for cells in (heads, ["---"] * len(heads), *lines):
        yield f"| {' | '.join(cells)} |"


PAGES = {"settings.md": settings, "topics.md": topics, "bus-rights.md": rights}

if __name__ == "__main__":
    DOCS.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), "utf-8")
        print(f"docs/{name}")
