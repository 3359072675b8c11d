"""Write the parts of `helm/rasid` that follow from the code, and its README from its values."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from deploy.reference import AS_SET
from streams.adapters.topics_admin import plans
from streams.cli.acls import allowed
from streams.cli.roles import Role, each_stage, roles
from streams.config import rows
from streams.domain.topics import TOPICS
from streams.topology import TOPOLOGY

CHART = Path(__file__).parents[2] / "helm" / "rasid"
_KEY = re.compile(r"( *)([A-Za-z]+):(?: (.*))?$")
_ITEM = re.compile(r" *- ")
_SHOWN = 60
PARTS = ("storage", "alerting", "ingest", "console", "canary")
PREFIX = '{{ .Values.settings.RASID_GROUP | default "rasid" }}'

README = """<!-- Written by `make docs` from values.yaml. -->

# Rasid on Kubernetes

Workers run the stages of the flow, services stand beside it; all are one image with other
arguments. What is not in the chart: Kafka, PostgreSQL, Prometheus, Grafana.

```sh
docker build -f deploy/Dockerfile -t registry.example/rasid:{version} .
docker push registry.example/rasid:{version}
helm install rasid helm/rasid -n news --create-namespace \\
  --set image.repository=registry.example/rasid --set kafka.brokers=kafka:9092
helm test rasid -n news
```

`ci/small.yaml` is one node without operators, `ci/standard.yaml` has Strimzi, KEDA, the Prometheus
operator and a PostgreSQL server, `ci/locked-down.yaml` a registry, accounts and nodes of one's own.

## Secure

Pods run as user 10001 without rights, without a token of the cluster and with nothing to write to
but their own folders. The network policy denies what is not listed: brokers, databases, name
service; metrics for `networkPolicy.metricsNamespaces`; console and ingest for
`networkPolicy.clientNamespaces`; the outside for alerting and ingest alone, on
`networkPolicy.outsidePorts`. Tokens and passwords come from secrets that exist: `secretSettings`,
`console.tokensSecret`, `ingest.tokensSecret`, `alerting.existingSecret`.

`kafka.security` encrypts the way to the brokers and says who each part is: `scram` wants a secret
with `password`, `mtls` one with `user.crt` and `user.key`, both named RELEASE-PART, as Strimzi
names them, unless `kafka.users` says otherwise; parts are the workers, the services, `canary` and
`topics`. `kafka.strimziUsers` makes the users with their rights alone; their secrets arise in the
namespace of the KafkaUsers and must be copied when the release has another. Without Strimzi:
`rasid topics acls`. docs/bus-security.md has the rest.

## Scale

`topics.partitions` bounds every worker but the owner of what was seen, which is one. Raise the
replicas of `workers.reader` first; `autoscaling` does it by lag. Partitions can be added with
all workers stopped, never taken away; docs/operations.md says how, what it costs, and how many to
begin with. docs/performance.md gives rates and memory by stage; a stateful worker that starts anew
reads its tables back first, `recoverySeconds` at most.

## Upgrade

Topics are created before pods change, never deleted. Workers stop in order when they are told to,
within `terminationGracePeriodSeconds`; what they had not committed, the next one reads again, and
nothing is said twice.

## Watch

`monitoring.podMonitor`, `monitoring.rules` (alerts, each with a runbook in deploy/runbooks) and
`monitoring.dashboards`. Without the operator: scrape port 9090 of the pods, `/metrics`, and load
files/rules.yaml.

## Values

| value | default | meaning |
| --- | --- | --- |
"""


def topics() -> str:
    """Return `files/topics.yaml`: the topics of the one list; null takes `topics.partitions`."""
    lines = ["# Written by `make docs` from streams/domain/topics.py.\n"]
    for plan in plans(TOPICS, TOPOLOGY, AS_SET):
        lines += [
            f"- name: {plan.name}\n",
            f"  partitions: {plan.partitions or 'null'}\n",
            "  config:\n",
            *(f'    {name}: "{value}"\n' for name, value in sorted(plan.config.items())),
        ]
    return "".join(lines)


def rights() -> str:
    """Return `files/rights.yaml`: of each stage on topics, of services and the canary all."""
    found = {role.name: role for role in roles("", each_stage())}
    lines = ["# Written by `make docs` from streams/cli/roles.py.\n", "stages:\n"]
    for stage in TOPOLOGY:
        lines += [f"  {stage.name}:\n", *_allowed(found[stage.name], "topic")]
    lines += ["parts:\n"]
    for name in PARTS:
        lines += [f"  {name}:\n", *_allowed(found[name], "group", "topic")]
    return "".join(lines)


def _allowed(role: Role, *kinds: str) -> Iterator[str]:
    """Yield a line for each topic and group; the names of groups begin as the settings say."""
    for kind, name, operations in allowed(role):
        if kind in kinds:
            full = f"'{PREFIX}{name}'" if kind == "group" else name
            said = ", ".join(each.capitalize() for each in operations)
            yield f"    - {{type: {kind}, name: {full}, operations: [{said}]}}\n"


def schema() -> str:
    """Return `values.schema.json` with the names of all settings."""
    table: dict[str, Any] = json.loads((CHART / "values.schema.json").read_text("utf-8"))
    table["properties"]["settings"]["propertyNames"]["enum"] = [name for name, *_ in rows()]
    return json.dumps(table, indent=2) + "\n"


def readme() -> str:
    """Return the chart's README with a row for each value."""
    chart = (CHART / "Chart.yaml").read_text("utf-8")
    version = re.search(r"^version: (\S+)", chart, re.MULTILINE)
    lines = (CHART / "values.yaml").read_text("utf-8").splitlines()
    listed = "".join(f"| `{path}` | {value} | {said} |\n" for path, value, said in values(lines))
    return README.replace("{version}", version[1] if version else "") + listed


def values(lines: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield path, default and meaning of each value; a comment `# --` above says what it means."""
    path: list[str] = []
    said = ""
    for at, line in enumerate(lines):
        if line.lstrip().startswith("# -- "):
            said = line.partition("# -- ")[2]
            continue
        found = _KEY.match(line)
        if found is None or _ITEM.match(line):
            said = said if line.strip().startswith("#") else ""
            continue
        depth = len(found[1]) // 2
        path = [*path[:depth], found[2]]
        inside = at + 1 < len(lines) and lines[at + 1].startswith("  " * (depth + 1))
        if found[3] is not None or not inside:
            yield ".".join(path), _shown(found[3] or ""), said
        said = ""


def _shown(value: str) -> str:
    text = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
    return f"`{text}`" if text and text != '""' else "(empty)"


FILES: Mapping[str, Any] = {
    "files/rights.yaml": rights,
    "files/topics.yaml": topics,
    "values.schema.json": schema,
    "README.md": readme,
}
"""What is written, by its path in the chart."""


def main() -> None:
    """Write all of it."""
    for name, text in FILES.items():
        (CHART / name).write_text(text(), "utf-8")
        print(f"helm/rasid/{name}")


if __name__ == "__main__":
    main()
