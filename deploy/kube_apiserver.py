"""The kube-apiserver of the tests: built with Go from the modules of Kubernetes, into .apiserver.

Kubernetes names its own libraries by a version that nobody serves, so `go.mod` replaces each of
them by its release. Standard library only, and no syntax newer than Python 3.8, as with all that
`dev.py` needs.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from deploy.environment import Stop

ROOT = Path(__file__).parents[1]
MODULE = ROOT / "deploy" / "apiserver"
FOLDER = ROOT / ".apiserver"
BINARY = FOLDER / "kube-apiserver"
VERSION = "v1.34.4"
"""That of k8s.io/kubernetes in go.mod, which does not tell the program its own."""
_STAMP = FOLDER / "stamp"
_SAYS = "k8s.io/component-base/version"


def is_current() -> bool:
    """Whether the program is that of this very go.mod."""
    with contextlib.suppress(OSError):
        return BINARY.is_file() and _STAMP.read_text("utf-8") == _key()
    return False


def build() -> None:
    """Build the program when that is needed: a long build, 2 GB in Go's cache.

    Raises Stop with what to install.
    """
    if not shutil.which("etcd"):
        raise Stop("an API server needs etcd: apt-get install etcd-server")
    if is_current():
        return
    go = shutil.which("go")
    if go is None:
        raise Stop("kube-apiserver is built with Go 1.24 or newer, which is not here")
    FOLDER.mkdir(exist_ok=True)
    print("kube-apiserver: building into " + FOLDER.name, flush=True)
    major, minor = VERSION[1:].split(".")[:2]
    told = {"gitVersion": VERSION, "gitMajor": major, "gitMinor": minor}
    flags = " ".join(f"-X {_SAYS}.{name}={value}" for name, value in told.items())
    command = [go, "build", "-trimpath", "-ldflags", "-s -w " + flags, "-o", str(BINARY)]
    command.append("k8s.io/kubernetes/cmd/kube-apiserver")
    environment = {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=readonly"}
    if subprocess.run(command, cwd=str(MODULE), env=environment, check=False).returncode:
        raise Stop("kube-apiserver could not be built (see above)", 1)
    _STAMP.write_text(_key(), "utf-8")


def _key() -> str:
    return hashlib.sha256((MODULE / "go.mod").read_bytes()).hexdigest()
