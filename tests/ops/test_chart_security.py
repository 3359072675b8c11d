"""Who each pod is to Kafka: its own user, its own secret, and its rights alone."""

from typing import Any

import pytest
from helm_python.chart import Chart

from streams.cli.acls import allowed
from streams.cli.roles import roles
from streams.topology import TOPOLOGY
from tests.ops.conftest import BROKERS, CHART, Object, case, rendered

STANDARD = CHART / "ci" / "standard.yaml"
WORKERS = {"reader": "sign language extract", "owner": "dedup", "fusion": "fuse escalate"}
PARTS = (*WORKERS, "storage", "alerting", "ingest", "console", "canary")


def secured(how: str) -> dict[str, Any]:
    """Return the values of a release whose topics a job creates."""
    return {
        "kafka": {**BROKERS["kafka"], "security": how, "caSecret": "authority"},
        "topics": {"mode": "job"},
        "canary": {"enabled": True},
    }


def pods(objects: list[Object]) -> dict[str, Any]:
    """Return the pods by the part that they are."""
    found = {}
    for one in objects:
        spec = one.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        pod = one if one["kind"] == "Pod" else spec.get("template", {})
        if "containers" in pod.get("spec", {}):
            found[pod["metadata"]["labels"]["app.kubernetes.io/component"]] = pod["spec"]
    return found


def secrets(pod: Any) -> dict[str, str]:
    """Return the secrets that a pod mounts, by where it finds them."""
    named = {v["name"]: v["secret"]["secretName"] for v in pod["volumes"] if "secret" in v}
    mounts = pod["containers"][0]["volumeMounts"]
    return {m["mountPath"]: named[m["name"]] for m in mounts if m["name"] in named}


@pytest.mark.parametrize("part", [*PARTS, "topics", "doctor"])
@pytest.mark.parametrize("how", ["scram", "mtls"])
def test_pod_has_its_own_user_and_secret(chart: Chart, part: str, how: str) -> None:
    pod = pods(rendered(chart, secured(how)))[part]
    own = f"rasid-{'canary' if part == 'doctor' else part}"
    mounted = secrets(pod)
    assert mounted["/run/secrets/kafka-user"] == own
    assert mounted["/run/secrets/kafka-ca"] == "authority"
    told = {e["name"]: e["value"] for e in pod["containers"][0].get("env", ())}
    assert told.get("RASID_KAFKA_USER") == (own if how == "scram" else None)


def test_user_and_secret_of_a_part_may_have_other_names(chart: Chart) -> None:
    values = secured("scram")
    values["kafka"]["users"] = {"storage": {"user": "store", "secret": "store-kafka"}}
    pod = pods(rendered(chart, values))["storage"]
    assert secrets(pod)["/run/secrets/kafka-user"] == "store-kafka"
    assert {"name": "RASID_KAFKA_USER", "value": "store"} in pod["containers"][0]["env"]


@pytest.mark.parametrize("how", ["plaintext", "tls"])
def test_nobody_has_a_user_where_none_is_asked_for(chart: Chart, how: str) -> None:
    found = pods(rendered(chart, {"kafka": {**BROKERS["kafka"], "security": how}}))
    assert not any("/run/secrets/kafka-user" in secrets(pod) for pod in found.values())


@pytest.mark.parametrize("part", PARTS)
def test_strimzi_user_may_do_what_the_list_says(chart: Chart, part: str) -> None:
    by_name = {stage.name: stage for stage in TOPOLOGY}
    workers = {w: tuple(by_name[s] for s in stages.split()) for w, stages in WORKERS.items()}
    [role] = [role for role in roles("rasid", workers) if role.name == part]
    [made] = [
        found
        for found in rendered(chart, case(STANDARD))
        if found["kind"] == "KafkaUser" and found["metadata"]["name"] == f"rasid-{part}"
    ]
    acls = made["spec"]["authorization"]["acls"]
    granted = {
        (acl["resource"]["type"], acl["resource"]["name"]): {o.upper() for o in acl["operations"]}
        for acl in acls
    }
    assert len(granted) == len(acls)
    assert granted == {(kind, name): set(may) for kind, name, may in allowed(role)}


def test_scaler_asks_as_the_worker_that_it_scales(chart: Chart) -> None:
    objects = rendered(chart, case(STANDARD))
    [made] = [found for found in objects if found["kind"] == "TriggerAuthentication"]
    assert {"parameter": "password", "name": "rasid-reader", "key": "password"} in made["spec"][
        "secretTargetRef"
    ]
    [scaled] = [found for found in objects if found["kind"] == "ScaledObject"]
    for trigger in scaled["spec"]["triggers"]:
        assert trigger["authenticationRef"]["name"] == made["metadata"]["name"]
        assert trigger["metadata"]["consumerGroup"] == "rasid-sign-language-extract"
        assert (trigger["metadata"]["tls"], trigger["metadata"]["sasl"]) == (
            "enable",
            "scram_sha512",
        )
