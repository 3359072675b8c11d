"""What others look for: checkov over every rendered case, hadolint over the Dockerfile."""

import json
import subprocess
from pathlib import Path

import yaml
from helm_python.chart import Chart

from tests.ops.conftest import CASES, ROOT, Object, case, rendered

SCANNERS = ROOT / ".venv-scan" / "bin"
SKIPPED = {
    "CKV_K8S_11": "no limit of processor time: throttling delays alerts; memory is limited",
    "CKV_K8S_15": "a tag is a version, which never changes; ci/locked-down.yaml pulls always",
    "CKV_K8S_35": "settings with passwords come as environment from secrets, the product's way",
    "CKV_K8S_43": "a digest needs an image that was pushed; ci/locked-down.yaml shows one",
    "CKV2_K8S_6": "ci/small.yaml is a cluster without network policies on purpose",
}


def in_namespace(found: Object) -> Object:
    """Return an object as `helm install -n news` sends it."""
    return {**found, "metadata": {"namespace": "news", **found["metadata"]}}


def failures(chart: Chart, path: Path, folder: Path) -> list[tuple[str, str]]:
    """Return check and object of all that checkov finds, nothing skipped but in the objects."""
    objects = [in_namespace(found) for found in rendered(chart, case(path))]
    (folder / "all.yaml").write_text(yaml.safe_dump_all(objects), "utf-8")
    command = [SCANNERS / "checkov", "-d", folder, "--framework"]
    options = ["kubernetes", "--quiet", "--compact", "-o", "json", "--skip-download"]
    done = subprocess.run(
        [*map(str, command), *options], capture_output=True, text=True, check=False
    )
    found = json.loads(done.stdout)
    assert found["summary"]["passed"] > 100
    return [(r["check_id"], r["resource"]) for r in found["results"]["failed_checks"]]


def test_checkov_finds_nothing_but_what_is_explained(chart: Chart, tmp_path: Path) -> None:
    found = {path.stem: failures(chart, path, tmp_path) for path in CASES}
    for name, failed in found.items():
        assert [f for f in failed if f[0] not in SKIPPED] == [], name
    seen = {check for failed in found.values() for check, _ in failed}
    assert seen == SKIPPED.keys(), "an explanation that is no longer needed"


def test_hadolint_finds_nothing() -> None:
    command = [SCANNERS / "hadolint", ROOT / "deploy" / "Dockerfile"]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
