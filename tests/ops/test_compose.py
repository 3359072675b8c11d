"""The compose file: valid, whole, pinned, and made of commands and settings that exist."""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer
import yaml

from deploy.kubernetes import dashboards
from streams.adapters.alerting_file import plan_of
from streams.cli.entry import app
from streams.config import Settings, rows
from streams.topology import TOPOLOGY
from tests.ops.conftest import CHART, ROOT

FOLDER = ROOT / "deploy"
COMPOSE: Mapping[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text("utf-8"))
SERVICES: Mapping[str, Mapping[str, Any]] = COMPOSE["services"]
OURS = {name: found for name, found in SERVICES.items() if found["image"] == "rasid:local"}
RUNNING = OURS.keys() - {"topics", "doctor"}


def test_file_is_valid_by_the_schema_of_compose() -> None:
    # The package that brings the schema along is not imported: it wants a later click than Faust.
    package = find_spec("check_jsonschema")
    assert package is not None
    assert package.origin is not None
    path = Path(package.origin).parent / "builtin_schemas" / "vendor" / "compose-spec.json"
    schema = json.loads(path.read_text("utf-8"))
    jsonschema.validators.validator_for(schema)(schema).validate(COMPOSE)


def test_every_command_is_one_of_the_product() -> None:
    for name, service in OURS.items():
        words = [str(word) for word in service["command"]]
        command: Any = typer.main.get_command(app)
        while hasattr(command, "commands") and words[0] in command.commands:
            command = command.commands[words.pop(0)]
        assert not hasattr(command, "commands"), name
        command.make_context(name, words)


def test_every_stage_is_run_by_one_worker() -> None:
    run = [
        stage
        for service in OURS.values()
        if service["command"][0] == "worker"
        for stage in service["command"][2].split(",")
    ]
    assert sorted(run) == sorted(stage.name for stage in TOPOLOGY)


def test_settings_exist_and_hold() -> None:
    known = {name for name, *_ in rows()}
    for name, service in OURS.items():
        environment = {key: str(value) for key, value in service["environment"].items()}
        assert environment.keys() <= known, name
        Settings.from_env(environment)


def test_images_are_pinned_and_passwords_are_asked_for() -> None:
    text = (FOLDER / "compose.yaml").read_text("utf-8")
    example = (FOLDER / "compose" / "example.env").read_text("utf-8")
    for name, service in SERVICES.items():
        assert re.search(r":(v?\d+[.\w-]*|local)$", service["image"]), name
    asked = set(re.findall(r"\$\{(\w+):\?", text))
    assert asked == set(re.findall(r"^(\w+)=$", example, re.MULTILINE))
    assert asked == set(re.findall(r"\$\{(\w+)", text))


def test_ports_are_bound_to_this_machine_alone() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert len(ports) == 4
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_our_processes_have_no_rights_and_write_to_their_folders_alone() -> None:
    for name, service in OURS.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        folders = {v.split(":")[1] for v in service.get("volumes", ())}
        folders |= {mount.split(":")[0] for mount in service["tmpfs"]}
        assert {"/tmp", "/var/lib/rasid"} <= folders, name  # noqa: S108 - of the container


def test_mounted_files_are_there_and_volumes_declared() -> None:
    for name, service in SERVICES.items():
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            if source.startswith("."):
                assert (FOLDER / source).exists(), (name, source)
            else:
                assert source in COMPOSE["volumes"], (name, source)


def test_alerting_takes_its_file() -> None:
    settings = Settings(alerting=str(FOLDER / "compose" / "alerting.toml"))
    assert [sink.name for sink in plan_of(settings).sinks] == ["log"]


def test_prometheus_scrapes_every_process() -> None:
    scraped = yaml.safe_load((FOLDER / "compose" / "prometheus.yaml").read_text("utf-8"))
    [job] = scraped["scrape_configs"]
    targets = {t.split(":")[0] for s in job["static_configs"] for t in s["targets"]}
    assert targets == RUNNING
    assert re.fullmatch(r".*rasid.*", job["job_name"])


@pytest.mark.skipif(not shutil.which("promtool"), reason="needs Debian's package prometheus")
def test_prometheus_and_alertmanager_take_their_files(tmp_path: Path) -> None:
    text = (FOLDER / "compose" / "prometheus.yaml").read_text("utf-8")
    here = text.replace("/etc/prometheus/rules.yaml", str(CHART / "files" / "rules.yaml"))
    (tmp_path / "prometheus.yaml").write_text(here, "utf-8")
    subprocess.run(["promtool", "check", "config", tmp_path / "prometheus.yaml"], check=True)
    subprocess.run(["amtool", "check-config", FOLDER / "compose" / "alertmanager.yaml"], check=True)


def test_grafana_finds_the_dashboards() -> None:
    provider = yaml.safe_load((FOLDER / "compose/grafana/dashboards.yaml").read_text("utf-8"))
    [one] = provider["providers"]
    mounts = dict(v.split(":")[:2] for v in SERVICES["grafana"]["volumes"])
    [source] = [source for source, target in mounts.items() if target == one["options"]["path"]]
    assert (FOLDER / source).resolve() == dashboards.FOLDER
