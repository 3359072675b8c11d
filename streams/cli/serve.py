"""`rasid worker` and `rasid serve`: one process of the system, until it is told to stop."""

import os
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Annotated

import typer

from streams.config import STAGES, Settings
from streams.domain.errors import SettingsError

SERVICES = ("storage", "alerting", "ingest", "console")

Stages = Annotated[
    str | None,
    typer.Option(metavar="NAME,...", help=f"Else RASID_STAGES: some of {', '.join(STAGES)}."),
]
Service = Annotated[str, typer.Argument(metavar="|".join(SERVICES))]


def worker(stages: Stages = None) -> None:
    """Run stages of the flow on the bus until SIGTERM or Ctrl-C."""
    settings = Settings.from_env(os.environ)
    if stages is not None:
        settings = replace(settings, stages=_named(stages))
    from streams.app import run_worker
    from streams.lang.loader import load_context
    from streams.topology import TOPOLOGY

    chosen = [stage for stage in TOPOLOGY if stage.name in settings.stages]
    ctx = load_context(settings.thresholds, second_opinion=settings.second_opinion)
    raise typer.Exit(run_worker(settings, chosen, ctx))


def serve(service: Service) -> None:
    """Run a service on the bus until SIGTERM or Ctrl-C."""
    if service not in SERVICES:
        raise SettingsError(f"the service must be one of {', '.join(SERVICES)}, got {service!r}")
    settings = Settings.from_env(os.environ)
    raise typer.Exit(_service(service)(settings))


def _named(stages: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in stages.split(",") if name.strip())
    for name in names or ("",):
        if name not in STAGES:
            raise SettingsError(f"--stages must be some of {', '.join(STAGES)}, got {name!r}")
    return names


def _service(name: str) -> Callable[[Settings], int]:
    found: Callable[[Settings], int] = import_module(f"streams.services.{name}").serve
    return found
