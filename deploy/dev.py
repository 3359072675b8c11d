"""What a developer does: `python3 deploy/dev.py COMMAND`; `make COMMAND` is the same.

setup       make or update .venv from the hash-pinned lock files; does nothing when it is up to date
run         the demonstration: broker, worker, services, seeds; `run --serve` keeps it running
test        the fast tests; further arguments go to pytest
kafka       fetch Apache Kafka for the tests; does nothing when it is there
test-kafka  the tests on Apache Kafka, or those named; further arguments go to pytest
test-postgres  the tests on PostgreSQL, on a server of their own unless POSTGRES_URL names one
test-browser  the console in Debian's Chromium, in .venv-browser; further arguments go to pytest
test-ops    the chart, dashboards, and six faults under a live Prometheus; arguments go to pytest
test-apiserver  the chart on a real API server, which Go builds first; arguments go to pytest
test-full   every test but those in a browser, the slow ones too; further arguments go to pytest
fuzz        broken inputs for all that reads strangers; `fuzz 1000000` for a million
chaos       the drills on Apache Kafka in full; arguments: rows, --seed N, --short
soak        everything under load, a kill each minute; arguments: --minutes 30, --rate 200
sbom        a CycloneDX bill of materials of each lock file that is shipped, into dist
audit       every locked package against the database of known vulnerabilities
check       style, types, layers, schemas, the wheel, and the wheel in a clean environment
compiled    a wheel with the reader compiled, into dist; needs a C compiler, takes minutes
bench       the benchmarks, in .venv-bench; further arguments go to them
bench-quick the benchmarks of the bus in two minutes; fails when a ratio is far above its bound
fit         the weights of the report model, with scikit-learn in .venv-fit
evaluate    the reader against every set at hand; `evaluate --record` keeps the figures
screens     take the pictures of the console for the README, on the seeds
docs        write the pages in docs/ that come from the code
lock        renew deploy/locks from pyproject.toml; `lock --upgrade` takes newer versions
clean       remove every environment (.venv and .venv-*), .run, what Maven brought, and every cache
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Callable, Mapping, Sequence  # noqa: UP035 - Python 3.8

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from deploy import apache_kafka, kube_apiserver, locking, postgres, supply
from deploy.checking import check
from deploy.children import (
    AUDIT_LAYOUT,
    BENCH_LAYOUT,
    BROWSER_LAYOUT,
    FIT_LAYOUT,
    LAYOUT,
    OPS_LAYOUT,
    ROOT,
    SCAN_LAYOUT,
    call,
    environment,
    python,
    ready,
)
from deploy.environment import Stop

FAST = "not slow and not kafka and not upstream"
# kafka-python forgets sockets that were connecting to a broker that is gone; the session's end
# finds them, where no filter of a test reaches.
LEAKS = ("-W", "ignore::pytest.PytestUnraisableExceptionWarning")
CACHES = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache")


def setup(_: Sequence[str]) -> int:
    """Make or update the environment."""
    ready()
    return 0


def run(arguments: Sequence[str]) -> int:
    """Become the demonstration, so that signals reach it directly."""
    ready()
    serve = ["--serve"] if os.environ.get("SERVE", "0") not in ("", "0") else []
    sys.stdout.flush()
    os.chdir(str(ROOT))
    command = [str(LAYOUT.venv / "bin" / "rasid"), "run", *serve, *arguments]
    os.execve(command[0], command, environment())
    return 1


def test(arguments: Sequence[str]) -> int:
    """Run the fast tests, which wait more than they work, without settings of the caller's."""
    ready()
    return python("-m", "pytest", "-m", FAST, "-n", "4", *arguments)


def kafka(_: Sequence[str]) -> int:
    """Fetch Apache Kafka when that is needed."""
    apache_kafka.fetch(apache_kafka.Kafka(ROOT), os.environ)
    return 0


def test_kafka(arguments: Sequence[str]) -> int:
    """Run the tests on Apache Kafka, or those of them that are named."""
    kafka(())
    ready()
    named = () if names_tests(arguments) else ("tests/kafka", "tests/upstream")
    chosen = ("-m", "(kafka or upstream) and not slow", *named)
    return python("-m", "pytest", *LEAKS, *chosen, *arguments)


def test_postgres(arguments: Sequence[str]) -> int:
    """Run the tests on PostgreSQL, on a server of their own unless one is named."""
    ready()
    chosen = ("-m", "pytest", "-m", "postgres", "tests/unit", *arguments)
    if os.environ.get("POSTGRES_URL"):
        return python(*chosen)
    with postgres.postgres() as url:
        os.environ["POSTGRES_URL"] = url
        return python(*chosen)


def test_browser(arguments: Sequence[str]) -> int:
    """Run the tests in a browser, or those of them that are named."""
    ready(BROWSER_LAYOUT)
    chosen = [] if names_tests(arguments) else ["tests/browser"]
    return call(str(BROWSER_LAYOUT.python), "-m", "pytest", *chosen, *arguments)


def test_ops(arguments: Sequence[str]) -> int:
    """Run the tests of what a platform engineer is given, but the slow ones."""
    return ops("-m", "not slow", *([] if names_tests(arguments) else ["tests/ops"]), *arguments)


def ops(*arguments: str) -> int:
    """Run tests with what looks at charts, dashboards and alerts."""
    ready(OPS_LAYOUT)
    ready(SCAN_LAYOUT)
    return call(str(OPS_LAYOUT.python), "-m", "pytest", *arguments)


def names_tests(arguments: Sequence[str]) -> bool:
    """Return whether the arguments name tests, which are run instead of all."""
    return any(word.startswith("tests/") for word in arguments)


def test_apiserver(arguments: Sequence[str]) -> int:
    """Build an API server when that is needed, and install, upgrade and roll back the chart."""
    kube_apiserver.build()
    ready(OPS_LAYOUT)
    return call(str(OPS_LAYOUT.python), "-m", "pytest", "tests/ops/test_apiserver.py", *arguments)


def screens(_: Sequence[str]) -> int:
    """Take the pictures of the console anew."""
    ready(BROWSER_LAYOUT)
    return call(str(BROWSER_LAYOUT.python), "-m", "deploy.screens")


def test_full(arguments: Sequence[str]) -> int:
    """Run every test there is."""
    kafka(())
    apache_kafka.fetch(apache_kafka.registry(ROOT), os.environ)
    ready()
    code = python("-m", "pytest", *LEAKS, *arguments)
    return code if names_tests(arguments) else max(code, ops("tests/ops", *arguments))


def fuzz(arguments: Sequence[str]) -> int:
    """Try so many broken inputs, 10,000 unless a number is given; further ones go to pytest."""
    ready()
    numbers = [word for word in arguments if word.isdigit()]
    others = [word for word in arguments if not word.isdigit()]
    os.environ["FUZZ_CASES"] = (numbers or ["10000"])[-1]
    return python("-m", "pytest", "-n", "2", "tests/property/test_fuzz.py", *others)


def chaos(arguments: Sequence[str]) -> int:
    """Run the drills."""
    kafka(())
    ready()
    return python("-m", "tests.chaos", *arguments)


def soak(arguments: Sequence[str]) -> int:
    """Run everything under load for long."""
    return chaos(["soak", *arguments])


def compiled(_: Sequence[str]) -> int:
    """Build the wheel whose reader is compiled."""
    ready()
    os.environ["HATCH_BUILD_HOOK_ENABLE_CUSTOM"] = "true"
    return python("-m", "build", "--wheel", "--no-isolation", "-o", "dist")


def bench(arguments: Sequence[str]) -> int:
    """Run the benchmarks, with the libraries they compare ours to."""
    kafka(())
    ready(BENCH_LAYOUT)
    return call(str(BENCH_LAYOUT.python), "-m", "bench", *arguments)


def bench_quick(arguments: Sequence[str]) -> int:
    """Run the benchmarks of the bus in short; fail when one is out of bounds."""
    return bench(["bus", "stateful", "--quick", *arguments])


def evaluate(arguments: Sequence[str]) -> int:
    """Score the reader and write docs/evaluation.md."""
    ready()
    return python("-m", "deploy.evaluate", *arguments)


def fit(_: Sequence[str]) -> int:
    """Fit the report model to the gold articles and write its weights."""
    ready(FIT_LAYOUT)
    return call(str(FIT_LAYOUT.python), "-m", "deploy.data.fit_report_model")


def docs(_: Sequence[str]) -> int:
    """Write the pages that come from the code."""
    ready()
    modules = ("reference", "contracts", "kubernetes.chart", "kubernetes.dashboards")
    return max(python("-m", "deploy." + module) for module in modules)


def sbom(_: Sequence[str]) -> int:
    """Write the bills of materials."""
    ready(AUDIT_LAYOUT)
    return supply.make_sbom(AUDIT_LAYOUT, call, ROOT / "dist")


def audit(_: Sequence[str]) -> int:
    """Look every locked package up; what could not be looked up is a failure."""
    ready(AUDIT_LAYOUT)
    return supply.audit(AUDIT_LAYOUT)


def lock(arguments: Sequence[str]) -> int:
    """Renew the lock files: exact versions and hashes for every platform, and no address."""
    return locking.renew(LAYOUT, call, arguments)


def clean(_: Sequence[str]) -> int:
    """Remove what the other commands made."""
    kinds = ("audit", "bench", "browser", "coders", "fit", "ops", "scan")
    others = [f".venv-{kind}" for kind in kinds]
    made = (".run", ".kafka", ".registry", ".apiserver", "dist", "build", "htmlcov", *CACHES)
    for name in (".venv", *others, *made):
        shutil.rmtree(str(ROOT / name), ignore_errors=True)
    for cache in ROOT.rglob("__pycache__"):
        shutil.rmtree(str(cache), ignore_errors=True)
    return 0


COMMANDS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "setup": setup,
    "run": run,
    "test": test,
    "kafka": kafka,
    "test-kafka": test_kafka,
    "test-postgres": test_postgres,
    "test-browser": test_browser,
    "test-ops": test_ops,
    "test-apiserver": test_apiserver,
    "test-full": test_full,
    "fuzz": fuzz,
    "chaos": chaos,
    "soak": soak,
    "sbom": sbom,
    "audit": audit,
    "check": lambda _: check(),
    "compiled": compiled,
    "bench": bench,
    "bench-quick": bench_quick,
    "fit": fit,
    "evaluate": evaluate,
    "docs": docs,
    "screens": screens,
    "lock": lock,
    "clean": clean,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; whatever a person can mend is said in one line."""
    if os.name != "posix":
        raise Stop("Rasid runs on Linux and macOS; on Windows use WSL")
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    return COMMANDS[arguments[0]](arguments[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        print(stop, file=sys.stderr)
        sys.exit(stop.code)
    except KeyboardInterrupt:
        print("stopped; run the same command to go on", file=sys.stderr)
        sys.exit(130)
    except OSError as error:
        print(f"{error.filename or 'system'}: {error.strerror or error}", file=sys.stderr)
        sys.exit(1)
