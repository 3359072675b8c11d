"""The bill of materials names what is locked; an audit looks everything up or is none."""

import json
import sys
from pathlib import Path

import pytest

from deploy import checking, supply
from deploy.environment import Layout, Stop

LOCK = """numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:00
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:01
six==1.17.0 \\
    --hash=sha256:02
"""
BAD = "==".join(supply.KNOWN_BAD)
KNOWN = {BAD: ["CVE-1"], "numpy==2.4.6": [], "numpy==2.5.5": [], "six==1.17.0": []}
FAKE = """#!{python}
import json, sys
known = {known!r}
arguments = sys.argv[1:]
asked = open(arguments[arguments.index("-r") + 1]).read().split()
if known is None:
    sys.exit("ConnectionError: no route")
found = []
for pin in asked:
    name, version = pin.split("==")
    if known.get(pin) is None:
        found.append({{"name": name, "skip_reason": "not found"}})
    else:
        vulns = [{{"id": each}} for each in known[pin]]
        found.append({{"name": name, "version": version, "vulns": vulns}})
json.dump({{"dependencies": found}}, open(arguments[arguments.index("-o") + 1], "w"))
print("No known vulnerabilities found")
"""


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """Return a checkout with lock files and an environment for tools."""
    made = Layout(tmp_path, ".venv-audit", "audit", has_project=False)
    (made.venv / "bin").mkdir(parents=True)
    made.lock("run").parent.mkdir(parents=True)
    for name in supply.AUDITED:
        made.lock(name).write_text(LOCK)
    return made


def database(layout: Layout, known: dict[str, list[str] | None] | None) -> None:
    """Put a tool there that answers like pip-audit on a database that knows this; None: is away."""
    tool = layout.venv / "bin" / "pip-audit"
    tool.write_text(FAKE.format(python=sys.executable, known=known))
    tool.chmod(0o755)


def test_audit_looks_up_every_pin_of_every_platform(
    layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    database(layout, KNOWN)

    assert supply.audit(layout) == 0
    assert capsys.readouterr().out == "audit: 3 of 3 packages looked up, 0 wrong\n"


def test_audit_names_what_is_vulnerable(layout: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    database(layout, {**KNOWN, "numpy==2.5.5": ["CVE-2", "CVE-3"]})

    assert supply.audit(layout) == 1
    assert "numpy 2.5.5: CVE-2, CVE-3\n" in capsys.readouterr().out


def test_audit_fails_for_a_single_pin_that_was_skipped(
    layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    database(layout, {**KNOWN, "six==1.17.0": None})

    assert supply.audit(layout) == 1
    assert "six 1.17.0: skipped, not found\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (None, r"database unreachable \(ConnectionError: no route\)"),
        ({}, r"database unreachable \(it knows nothing of pyyaml 5.3\)"),
        ({**KNOWN, BAD: []}, "database unreachable .it knows nothing of"),
    ],
    ids=["no network", "a registry without it", "a database of nothing"],
)
def test_audit_is_none_when_the_database_is_out_of_reach(
    layout: Layout, known: dict[str, list[str] | None] | None, said: str
) -> None:
    database(layout, known)

    with pytest.raises(supply.Unreachable, match=f"not audited: {said}") as stop:
        supply.audit(layout)

    assert stop.value.code == 1


def test_check_does_not_call_an_audit_done_that_was_not(
    layout: Layout, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    database(layout, None)
    steps = [checking.Step("audit", lambda: supply.audit(layout))]
    monkeypatch.setattr(checking, "ready", lambda *_: None)
    monkeypatch.setattr(checking, "LAYOUT", layout)
    monkeypatch.setattr(checking, "steps", lambda _: steps)
    layout.runs.mkdir()

    assert checking.check() == 0

    last = capsys.readouterr().out.splitlines()[-2:]
    assert last[0].startswith("check: audit           not audited: database unreachable")
    assert last[1] == "check: all clean, not audited: database unreachable"


def bill(layout: Layout, *named: tuple[str, str]) -> int:
    """Make the bills of materials with a tool that names these."""

    def write(*command: str) -> int:
        parts = [{"name": name, "version": version} for name, version in named]
        out = Path(command[command.index("-o") + 1])
        out.write_text(json.dumps({"components": parts}))
        return 0

    return supply.make_sbom(layout, write, layout.root / "dist")


def test_bill_of_materials_names_every_pin_of_what_is_shipped(layout: Layout) -> None:
    assert bill(layout, ("numpy", "2.4.6"), ("numpy", "2.5.5"), ("six", "1.17.0")) == 0

    made = {path.name for path in (layout.root / "dist").iterdir()}
    assert made == {"rasid-run.cdx.json", "rasid-image.cdx.json"}


def test_bill_of_materials_that_leaves_one_out_is_none(layout: Layout) -> None:
    with pytest.raises(Stop, match=r"rasid-run\.cdx\.json does not list what run\.txt does"):
        bill(layout, ("numpy", "2.4.6"), ("six", "1.17.0"))
