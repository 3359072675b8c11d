"""The chart on a real API server: Helm installs, upgrades and rolls back, all is admitted.

There is no kubelet and no controller, so nothing runs; `make test-apiserver` builds the server.
"""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from helm_python.chart import Chart
from helm_python.config import Config

from deploy.kube_apiserver import is_current
from tests.ops.apiserver import ApiServer, Refused, apiserver, definition
from tests.ops.conftest import CASES, LATER, case, rendered
from tests.ops.test_chart import CUSTOM, custom_schema, has_pod
from tests.ops.test_chart_values import merged

pytestmark = pytest.mark.skipif(
    not (is_current() and shutil.which("etcd") and CUSTOM.is_dir()),
    reason="needs make test-apiserver, etcd, and the schemas beside the repository",
)

KINDS = (
    ("KafkaTopic", "kafkatopics", "kafka.strimzi.io/v1"),
    ("KafkaUser", "kafkausers", "kafka.strimzi.io/v1"),
    ("ScaledObject", "scaledobjects", "keda.sh/v1alpha1"),
    ("TriggerAuthentication", "triggerauthentications", "keda.sh/v1alpha1"),
    ("PodMonitor", "podmonitors", "monitoring.coreos.com/v1"),
    ("PrometheusRule", "prometheusrules", "monitoring.coreos.com/v1"),
)
DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
CLAIMS = {"persistence": {"size": "1Gi"}}
"""What nobody can change: the size of a volume that a StatefulSet claims."""
HOOK_S = 60
SOME_DAY = "2026-11-28T00:00:00Z"
TICKS = {"settings": {"RASID_TICK_SECONDS": 30}, "canary": {"enabled": True}}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """Return an API server that knows the custom resources."""
    with apiserver(tmp_path_factory.mktemp("apiserver")) as found:
        for kind, plural, version in KINDS:
            schema = custom_schema(kind, version.rpartition("/")[2])
            made = found.ask("POST", DEFINITIONS, definition(kind, plural, version, schema))
            until_established(found, made["metadata"]["name"])
        found.namespace("kafka")
        yield found


def until_established(server: ApiServer, name: str) -> None:
    """Wait until objects of a definition can be made."""
    for _ in range(1_000):
        status = server.ask("GET", f"{DEFINITIONS}/{name}").get("status", {})
        told = {c["type"]: (c["status"], c["message"]) for c in status.get("conditions") or ()}
        if told.get("Established", ("", ""))[0] == "True":
            assert told.get("NonStructuralSchema") is None, told
            return
    raise AssertionError(f"{name}: {told}")


@contextmanager
def jobs_done(server: ApiServer, namespace: str) -> Iterator[None]:
    """Say of each job meanwhile that it is done, as the controller of jobs would."""
    is_over = threading.Event()
    path = f"/apis/batch/v1/namespaces/{namespace}/jobs"

    def say() -> None:
        while not is_over.wait(0.2):
            for job in server.ask("GET", path)["items"]:
                if not job.get("status", {}).get("completionTime"):
                    with suppress(Refused):
                        finish(job["metadata"]["name"])

    def finish(name: str) -> None:
        ends = ({"type": kind, "status": "True"} for kind in ("SuccessCriteriaMet", "Complete"))
        status = {"startTime": SOME_DAY, "completionTime": SOME_DAY, "conditions": list(ends)}
        kind = "application/merge-patch+json"
        server.ask("PATCH", f"{path}/{name}/status", {"status": status}, kind)

    thread = threading.Thread(target=say)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def images(server: ApiServer, namespace: str) -> set[str]:
    """Return the images of all that runs."""
    found = [
        item["spec"]["template"]["spec"]["containers"][0]["image"]
        for kind in ("deployments", "statefulsets")
        for item in server.ask("GET", f"/apis/apps/v1/namespaces/{namespace}/{kind}")["items"]
    ]
    assert len(found) >= 7
    return set(found)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_helm_installs_upgrades_and_rolls_back(
    server: ApiServer, chart: Chart, later: Chart, path: Path
) -> None:
    namespace = f"news-{path.stem}"
    server.namespace(namespace)
    values = merged(case(path), {"topics": {"strimzi": {"namespace": namespace}}})
    with Config(kubeconfig_content=server.kubeconfig, namespace=namespace) as helm:
        with jobs_done(server, namespace):
            helm.install(chart, "rasid", values, namespace=namespace, timeout=HOOK_S)
            first = images(server, namespace)
            helm.upgrade(later, "rasid", merged(values, TICKS), namespace=namespace, timeout=HOOK_S)
            second = images(server, namespace)
            helm.rollback("rasid", version=1, timeout=HOOK_S)
        assert images(server, namespace) == first
        assert helm.status("rasid")["revision"] == 3
    if "digest" not in case(path).get("image", {}):
        assert first != second
        assert {image.rpartition(":")[2] for image in second} == {LATER}


def test_helm_goes_from_one_set_of_values_to_each_other_and_back(
    server: ApiServer, chart: Chart
) -> None:
    namespace = "news-changing"
    server.namespace(namespace)
    strimzi = {"topics": {"strimzi": {"namespace": namespace}}}
    sets = [merged(case(path), CLAIMS, strimzi) for path in CASES]
    config = Config(kubeconfig_content=server.kubeconfig, namespace=namespace)
    with config as helm, jobs_done(server, namespace):
        helm.install(chart, "rasid", sets[0], namespace=namespace, timeout=HOOK_S)
        for values in [*sets[1:], sets[0], *reversed(sets)]:
            helm.upgrade(chart, "rasid", values, namespace=namespace, timeout=HOOK_S)
            assert helm.status("rasid")["status"] == "deployed"
        for version in range(1, len(sets) + 1):
            helm.rollback("rasid", version=version, timeout=HOOK_S)


def pod_of(found: Any) -> Any:
    """Return the pod that an object makes, as its controller would."""
    made = found["spec"].get("template", found)
    metadata = {"generateName": "it-", "labels": made["metadata"].get("labels", {})}
    spec = {**made["spec"]}
    if claims := found["spec"].get("volumeClaimTemplates"):
        names = [claim["metadata"]["name"] for claim in claims]
        bound = [{"name": n, "persistentVolumeClaim": {"claimName": n}} for n in names]
        spec["volumes"] = [*spec.get("volumes", ()), *bound]
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_pods_are_admitted_where_security_is_restricted(
    server: ApiServer, chart: Chart, path: Path
) -> None:
    namespace = f"restricted-{path.stem}"
    server.namespace(namespace, **{"pod-security.kubernetes.io/enforce": "restricted"})
    pods = [pod_of(found) for found in rendered(chart, case(path)) if has_pod(found)]
    assert len(pods) >= 7
    for pod in pods:
        if name := pod["spec"].get("priorityClassName"):
            prioritised(server, name)
        server.ask(
            "POST", f"/api/v1/namespaces/{namespace}/pods?dryRun=All&fieldValidation=Strict", pod
        )


def prioritised(server: ApiServer, name: str) -> None:
    """Make a priority class, unless it is there."""
    body = {"metadata": {"name": name}, "value": 1}
    with suppress(Refused):
        server.ask("POST", "/apis/scheduling.k8s.io/v1/priorityclasses", body)


def test_a_pod_that_gives_nothing_up_is_refused_there(server: ApiServer) -> None:
    server.namespace("refusing", **{"pod-security.kubernetes.io/enforce": "restricted"})
    pod = {"metadata": {"name": "it"}, "spec": {"containers": [{"name": "it", "image": "it"}]}}
    with pytest.raises(Refused, match="violates PodSecurity"):
        server.ask("POST", "/api/v1/namespaces/refusing/pods?dryRun=All", pod)
