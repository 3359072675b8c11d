"""`rasid topics acls`: the rights of every part, for people, for kafka-acls and for Strimzi."""

import os
import shlex
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from streams.cli.tables import table
from streams.config import STAGES, Settings
from streams.domain.errors import SettingsError

if TYPE_CHECKING:
    from streams.cli.roles import Role
    from streams.domain.flow import Stage

TOOL = 'kafka-acls.sh --bootstrap-server "$BROKERS" --command-config "$ADMIN"'
SHAPES = ("table", "commands", "strimzi")
Allowed = tuple[str, str, tuple[str, ...]]
"""What kind of thing, its name, and all operations on it."""

Shape = Annotated[str, typer.Option("--as", metavar="|".join(SHAPES), help="How to print them.")]
Workers = Annotated[
    list[str] | None,
    typer.Option(
        "--worker",
        metavar="NAME=STAGE,...",
        help="A worker and its stages; repeatable. Else each stage is a worker.",
    ),
]
Parts = Annotated[
    list[str] | None,
    typer.Option("--part", metavar="NAME", help="Only this worker, service or tool; repeatable."),
]
Principal = Annotated[
    str,
    typer.Option(
        metavar="TEXT",
        help="Whom brokers see, {} for the part, such as 'User:CN={},O=news'; "
        "else User:RASID_GROUP-{}.",
    ),
]
Cluster = Annotated[str, typer.Option(metavar="NAME", help="The Kafka resource, for strimzi.")]


def acls(
    shape: Shape = "table",
    worker: Workers = None,
    part: Parts = None,
    principal: Principal = "",
    cluster: Cluster = "kafka",
) -> None:
    """Print what every part may do on the bus: all that it needs, and no more."""
    from streams.cli.roles import each_stage, roles

    if shape not in SHAPES:
        raise SettingsError(f"--as must be one of {', '.join(SHAPES)}, got {shape!r}")
    settings = Settings.from_env(os.environ)
    named = dict(_worker(text) for text in worker) if worker else each_stage()
    chosen = _chosen(roles(settings.group, named), part)
    user = principal or f"User:{settings.group}-{{}}"
    if shape == "table":
        heads = ("part", "kind", "name", "may")
        table(heads, [row for role in chosen for row in _rows(role)])
    elif shape == "commands":
        for role in chosen:
            typer.echo("\n".join(_commands(role, user.replace("{}", role.name))))
    else:
        kind = "tls" if settings.kafka_security == "mtls" else "scram-sha-512"
        for role in chosen:
            typer.echo("\n".join(_kafka_user(role, f"{settings.group}-{role.name}", cluster, kind)))


def allowed(role: "Role") -> list[Allowed]:
    """Return the rights of a part by what they are on, groups first."""
    rights = sorted(role.rights)
    found = groupby(rights, key=lambda right: (right.kind, right.name))
    return [(kind, name, tuple(right.operation for right in each)) for (kind, name), each in found]


def _rows(role: "Role") -> list[tuple[str, ...]]:
    return [(role.name, kind, name, ", ".join(may)) for kind, name, may in allowed(role)]


def _worker(text: str) -> tuple[str, tuple["Stage", ...]]:
    """Return a worker as `NAME=STAGE,STAGE` names it, its stages in the order of the flow."""
    from streams.topology import TOPOLOGY

    name, mark, rest = text.partition("=")
    stages = [stage.strip() for stage in rest.split(",")]
    if not (name and mark) or not set(stages) <= set(STAGES):
        allowed = ", ".join(STAGES)
        raise SettingsError(f"--worker must be NAME=STAGE,... of {allowed}, got {text!r}")
    return name, tuple(stage for stage in TOPOLOGY if stage.name in stages)


def _chosen(found: Sequence["Role"], parts: Sequence[str] | None) -> list["Role"]:
    names = [role.name for role in found]
    for name in parts or ():
        if name not in names:
            raise SettingsError(f"--part must be one of {', '.join(names)}, got {name!r}")
    return [role for role in found if not parts or role.name in parts]


def _commands(role: "Role", principal: str) -> Iterator[str]:
    """Yield a kafka-acls command for each set of operations, with all that it is on."""
    yield f"# {role.command}"
    by_operations: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for kind, name, operations in allowed(role):
        by_operations.setdefault((kind, operations), []).append(name)
    for (kind, operations), names in by_operations.items():
        words = ["--allow-principal", principal]
        words += [word for each in operations for word in ("--operation", each.capitalize())]
        words += [word for name in names for word in (f"--{kind}", name)]
        yield f"{TOOL} --add {shlex.join(words)}"


def _kafka_user(role: "Role", name: str, cluster: str, kind: str) -> Iterator[str]:
    """Yield the lines of a KafkaUser; its secret has the name of the user."""
    yield "---"
    yield f"# {role.command}"
    yield "apiVersion: kafka.strimzi.io/v1"
    yield "kind: KafkaUser"
    yield f"metadata: {{name: {name}, labels: {{strimzi.io/cluster: {cluster}}}}}"
    yield "spec:"
    yield f"  authentication: {{type: {kind}}}"
    yield "  authorization:"
    yield "    type: simple"
    yield "    acls:"
    for what, of, operations in allowed(role):
        said = ", ".join(operation.capitalize() for operation in operations)
        resource = f"{{type: {what}, name: {of}, patternType: literal}}"
        yield f"      - {{resource: {resource}, operations: [{said}]}}"
