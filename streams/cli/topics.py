"""`rasid topics list|describe|create|register|decode|acls`: the one list of topics for people."""

import json
import os
from typing import Annotated

import typer

from streams import _resources
from streams.cli import acls as rights
from streams.cli import decode as decoding
from streams.cli.publish import Brokers, broker_of
from streams.cli.tables import table
from streams.config import Settings
from streams.domain.errors import SettingsError
from streams.domain.flow import Topic
from streams.domain.topics import TOPICS

app = typer.Typer(help="The topics: names, keys, schemas, retention.", no_args_is_help=True)

app.command("decode")(decoding.decode)
app.command("acls")(rights.acls)

Name = Annotated[str, typer.Argument(metavar="TOPIC", help="A topic of `rasid topics list`.")]


@app.command("list")
def list_topics() -> None:
    """Print every topic with its schema, key and retention."""
    heads = ("topic", "schema", "key", "partitions", "kept")
    table(heads, [(t.name, t.schema, t.key, _partitions(t), _kept(t)) for t in TOPICS])


@app.command()
def describe(name: Name) -> None:
    """Print who writes and reads a topic, and every field of its records."""
    topic = named(name)
    writers, readers = _neighbours(topic)
    about = {
        "topic": topic.name,
        "key": topic.key,
        "partitions": _partitions(topic),
        "kept": _kept(topic),
        "dead letters": topic.dead,
        "written by": writers,
        "read by": readers,
    }
    table(("", topic.schema), list(about.items()))
    typer.echo()
    table(("field", "type", "meaning"), _fields(topic))


@app.command()
def create(brokers: Brokers = None) -> None:
    """Create the topics that are missing on a broker."""
    from streams.adapters.topics_admin import create as create_topics
    from streams.adapters.topics_admin import plans
    from streams.topology import TOPOLOGY

    settings = Settings.from_env(os.environ)
    address = broker_of(brokers)
    wanted = plans(TOPICS, TOPOLOGY, settings.partitions)
    created = create_topics(address, wanted, settings.replication)
    for name in created:
        typer.echo(f"created {name}")
    typer.echo(f"{len(created)} created, {len(wanted) - len(created)} were there")


@app.command()
def register(
    compatibility: Annotated[
        str,
        typer.Option(metavar="LEVEL", help="What the registry is to hold later schemas to."),
    ] = "FULL_TRANSITIVE",
) -> None:
    """Register the schema of every topic with RASID_SCHEMA_REGISTRY, as `<topic>-value`."""
    from dataclasses import replace

    from streams.adapters.registry import use

    settings = replace(Settings.from_env(os.environ), schema_register=True)
    if (registry := use(settings)) is None:
        raise SettingsError("RASID_SCHEMA_REGISTRY must name a schema registry, got ''")
    for topic in TOPICS:
        number = int.from_bytes(registry.header_of(topic)[1:], "big")
        registry.require(topic, compatibility)
        typer.echo(f"{topic.name}-value  {number}")


def named(name: str) -> Topic:
    """Return a topic by its name. Raises SettingsError when there is none."""
    for topic in TOPICS:
        if topic.name == name:
            return topic
    raise SettingsError(f"TOPIC must be one of {', '.join(t.name for t in TOPICS)}, got {name!r}")


def _partitions(topic: Topic) -> str:
    return str(topic.partitions or "as set")


def _kept(topic: Topic) -> str:
    days = f"{topic.retention_hours // 24} d"
    return f"{days}, compacted" if topic.compacted else days


def _neighbours(topic: Topic) -> tuple[str, str]:
    from streams.topology import TOPOLOGY

    writers = [stage.name for stage in TOPOLOGY if topic in stage.sinks]
    readers = [stage.name for stage in TOPOLOGY if topic in stage.sources]
    return ", ".join(writers) or "outside", ", ".join(readers) or "outside"


def _fields(topic: Topic) -> list[tuple[str, str, str]]:
    schema = json.loads((_resources.schemas() / f"{topic.schema}.avsc").read_text("utf-8"))
    return [(f["name"], _type(f["type"]), f.get("doc", "")) for f in schema["fields"]]


def _type(kind: object) -> str:
    """Return an Avro type as people write it: `string?`, `Toll[]`."""
    if isinstance(kind, list):
        words = [_type(part) for part in kind if part != "null"]
        return "|".join(words) + ("?" if "null" in kind else "")
    if isinstance(kind, dict):
        if kind["type"] == "array":
            return f"{_type(kind['items'])}[]"
        return str(kind.get("name") or kind.get("logicalType") or kind["type"])
    return str(kind).rpartition(".")[2]
