"""The chart's values: wrong ones are refused in words, each one changes what is deployed."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import pytest
import yaml
from helm_python.chart import Chart
from helm_python.errors import HelmError

from tests.ops.conftest import BROKERS, CHART, case, rendered


def merged(*layers: Mapping[str, Any]) -> dict[str, Any]:
    """Return values laid over one another, later ones on top."""
    found: dict[str, Any] = {}
    for layer in layers:
        for name, value in layer.items():
            both = isinstance(value, Mapping) and isinstance(found.get(name), Mapping)
            found[name] = merged(found[name], value) if both else deepcopy(value)
    return found


WRONG = {
    "no brokers": ({"kafka": {"brokers": ""}}, "kafka.brokers must name"),
    "brokers without a port": ({"kafka": {"brokers": "kafka"}}, "kafka/brokers"),
    "unknown value": ({"brokers": "kafka:9092"}, "brokers"),
    "unknown value inside": ({"kafka": {"broker": "kafka:9092"}}, "kafka"),
    "unknown setting": ({"settings": {"RASID_LOGLEVEL": "INFO"}}, "RASID_LOGLEVEL"),
    "setting of the chart": (
        {"settings": {"RASID_BROKERS": "other:9092"}},
        "settings.RASID_BROKERS is set by the chart",
    ),
    "tracing apart from its collector": (
        {"settings": {"RASID_TRACING": "1"}},
        "settings.RASID_TRACING is set by the chart",
    ),
    "more than all traces": ({"monitoring": {"traces": {"share": 2}}}, "share"),
    "unknown stage": ({"workers": {"reader": {"stages": ["read"]}}}, "stages"),
    "no stages": ({"workers": {"reader": {"stages": []}}}, "stages"),
    "stage twice": (
        {"workers": {"reader": {"stages": ["sign", "language", "extract", "fuse"]}}},
        "stage fuse is run by",
    ),
    "stage missing": (
        {"workers": {"reader": {"stages": ["sign", "language"]}}},
        "no worker runs the stage extract",
    ),
    "two owners": ({"workers": {"owner": {"replicas": 2}}}, "dedup has one partition"),
    "no replica": ({"workers": {"reader": {"replicas": 0}}}, "replicas"),
    "more replicas than partitions": (
        {"topics": {"partitions": 2}, "workers": {"reader": {"replicas": 3}}},
        "3 replicas for 2 partitions",
    ),
    "tables without state": (
        {"workers": {"fusion": {"stateful": False}}},
        "runs stages with tables",
    ),
    "worker named as a service": (
        {"workers": {"storage": {"stages": ["sign"], "replicas": 1}}},
        "has the name of a service",
    ),
    "worker with a strange name": (
        {"workers": {"Reader_2": {"stages": ["sign"], "replicas": 1}}},
        "small letters",
    ),
    "two storages on one file": (
        {"services": {"storage": {"replicas": 2}}},
        "needs a database server",
    ),
    "two alertings": (
        {"secretSettings": "databases", "services": {"alerting": {"replicas": 2}}},
        "a second would deliver twice",
    ),
    "unknown service": ({"services": {"api": {"enabled": True, "replicas": 1}}}, "services"),
    "port too high": ({"services": {"console": {"port": 70000}}}, "port"),
    "editing by nobody": ({"console": {"edit": True}}, "who decided must be known"),
    "ingress without a host": (
        {"console": {"tokensSecret": "t", "ingress": {"enabled": True, "tlsSecret": "s"}}},
        "console.ingress.host",
    ),
    "ingress without a certificate": (
        {"console": {"tokensSecret": "t", "ingress": {"enabled": True, "host": "h.example"}}},
        "console.ingress.tlsSecret",
    ),
    "ingress without tokens": (
        {"console": {"ingress": {"enabled": True, "host": "h.example", "tlsSecret": "s"}}},
        "console.ingress needs console.tokensSecret",
    ),
    "ingress to nothing": (
        {
            "services": {"console": {"enabled": False}},
            "console": {
                "tokensSecret": "t",
                "ingress": {"enabled": True, "host": "h.example", "tlsSecret": "s"},
            },
        },
        "console.ingress needs services.console.enabled",
    ),
    "strimzi without a cluster": (
        {"topics": {"mode": "strimzi"}},
        "topics.strimzi.cluster must name",
    ),
    "topics by magic": ({"topics": {"mode": "auto"}}, "mode"),
    "ten replicas of a topic": ({"topics": {"replication": 10}}, "replication"),
    "scaled above partitions": (
        {"topics": {"partitions": 4}, "autoscaling": {"enabled": True, "maxReplicas": 5}},
        "autoscaling.maxReplicas 5 is above 4 partitions",
    ),
    "least above most": (
        {"autoscaling": {"enabled": True, "minReplicas": 5, "maxReplicas": 4}},
        "minReplicas is above maxReplicas",
    ),
    "another protocol": ({"kafka": {"security": "ssl"}}, "security"),
    "authority for nothing": ({"kafka": {"caSecret": "ca"}}, "would leave kafka.caSecret"),
    "users without passwords": (
        {"kafka": {"security": "tls", "users": {"storage": {"user": "u"}}}},
        "set mtls or scram",
    ),
    "user of nobody": (
        {"kafka": {"security": "scram", "users": {"reading": {"user": "u"}}}},
        "kafka.users.reading is none of alerting, canary",
    ),
    "user with a strange name": (
        {"kafka": {"security": "scram", "users": {"storage": {"user": "CN=u"}}}},
        "user",
    ),
    "users of no cluster": (
        {"kafka": {"security": "scram", "strimziUsers": True}, "topics": {"mode": "none"}},
        "topics.strimzi.cluster must name",
    ),
    "users after the job that needs one": (
        {
            "kafka": {"security": "scram", "strimziUsers": True},
            "topics": {"strimzi": {"cluster": "news"}},
        },
        "the job runs before its user is there",
    ),
    "short digest": ({"image": {"digest": "sha256:abc"}}, "64 hexadecimal digits"),
    "unknown pull policy": ({"image": {"pullPolicy": "Sometimes"}}, "pullPolicy"),
    "volume without a unit": ({"persistence": {"size": "5"}}, "size"),
    "metrics for everybody": ({"networkPolicy": {"metricsNamespaces": []}}, "metricsNamespaces"),
    "hardly a moment to recover": ({"recoverySeconds": 5}, "recoverySeconds"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_values_are_refused_in_words(chart: Chart, name: str) -> None:
    values, said = WRONG[name]
    with pytest.raises(HelmError) as refused:
        rendered(chart, merged(BROKERS, values))
    assert said in str(refused.value)


OTHER: Mapping[str, Any] = {
    "image.digest": "sha256:" + "a" * 64,
    "image.pullPolicy": "Always",
    "kafka.brokers": "other:9094",
    "kafka.security": "mtls",
    "kafka.users": {"storage": {"user": "desk"}},
    "topics.mode": "none",
    "canary.schedule": "*/10 * * * *",
    "topics.strimzi.apiVersion": "kafka.strimzi.io/v1beta2",
    "settings": {"RASID_TICK_SECONDS": 30},
    "topics.partitions": 9,
    "persistence.size": "7Gi",
    "monitoring.podMonitor.interval": "30s",
    "monitoring.traces.endpoint": "https://elsewhere:4318",
    "monitoring.traces.share": 0.5,
    "workers.reader.stages": ["extract", "sign", "language"],
    "workers.fusion.stages": ["escalate", "fuse"],
    "imagePullSecrets": ["registry"],
    "tolerations": [{"key": "news", "operator": "Exists"}],
    "extraObjects": [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}}],
}
BOUND = {
    "workers.owner.stages": "dedup alone is a worker, another name would leave it out",
    "workers.owner.stateful": "stages with tables are refused without",
    "workers.fusion.stateful": "stages with tables are refused without",
    "workers.owner.replicas": "more than one is refused",
    "services.alerting.replicas": "more than one is refused",
    "autoscaling.apiVersion": "the schema knows one",
}


def leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        here = f"{path}{name}"
        if isinstance(value, Mapping) and value:
            yield from leaves(value, f"{here}.")
        else:
            yield here, value


def other(path: str, value: Any) -> Any:
    """Return another value than the one given."""
    if path in OTHER:
        return OTHER[path]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1 if value != 8 else 7
    if isinstance(value, list):
        return [8443] if value and isinstance(value[0], int) else ["elsewhere"]
    if isinstance(value, dict):
        return {"some": "thing"}
    return "elsewhere"


def at(path: str, value: Any) -> dict[str, Any]:
    for name in reversed(path.split(".")):
        value = {name: value}
    return dict(value)


LEAVES = dict(leaves(yaml.safe_load((CHART / "values.yaml").read_text("utf-8"))))


@pytest.mark.parametrize("path", sorted(LEAVES))
def test_every_value_changes_what_is_deployed(chart: Chart, path: str) -> None:
    if path in BOUND:
        pytest.skip(BOUND[path])
    base = case(CHART / "ci" / "standard.yaml")
    if path.startswith("topics.strimzi"):
        base["topics"]["mode"] = "strimzi"
    if path.startswith("image.tag"):
        base["image"] = {"digest": ""}
    if path.startswith("persistence"):
        base["services"]["storage"]["replicas"], base["secretSettings"] = 1, ""
    if path == "workers.reader.replicas":
        base["autoscaling"]["enabled"] = False
    if path.startswith("console.ingress") or path == "console.tokensSecret":
        base["console"]["ingress"] |= {"className": "nginx"}
    now = dict(leaves(merged(yaml.safe_load((CHART / "values.yaml").read_text("utf-8")), base)))
    changed = merged(base, at(path, other(path, now.get(path, LEAVES[path]))))
    if path == "services.console.enabled":
        changed["console"] = {"ingress": {"enabled": False}}
    before, after = rendered(chart, base), rendered(chart, changed)
    assert before != after
