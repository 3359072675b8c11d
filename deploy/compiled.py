"""A wheel with the reader compiled: a build hook of hatchling, off unless asked for.

`python3 deploy/dev.py compiled` puts such a wheel into dist; so does `pip wheel .` with
`HATCH_BUILD_HOOK_ENABLE_CUSTOM=true`. It takes a C compiler, mypy (which brings mypyc) and
setuptools; the plain wheel takes none of them. docs/decisions/0005-compiled.md says what it gives.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILED = ("streams/stages/extract/**/*.py", "streams/domain/numbers.py")
AS_THEY_ARE = frozenset(
    {
        "streams/stages/extract/story/events.py",
        "streams/stages/extract/story/story.py",
        "streams/stages/extract/story/telling.py",
        "streams/stages/extract/words/text.py",
    }
)
"""mypyc makes a plain property of a `cached_property`, which would be found anew at each look."""


class CustomBuildHook(BuildHookInterface[Any]):
    """Adds the extensions to the wheel beside the modules that they stand for."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and name the wheel for this Python and this platform."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory(prefix="compiled-")
        built = compiled(Path(self.root), Path(self._folder.name))
        lib = built / "lib"
        found = {str(path): str(path.relative_to(lib)) for path in lib.rglob("*.so")}
        build_data["force_include"].update(found)
        build_data["infer_tag"] = True
        build_data["pure_python"] = False

    def finalize(self, *_: object) -> None:
        """Remove what is in the wheel now."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()


def modules(root: Path) -> list[str]:
    """Return what is compiled, as paths from the root."""
    paths = {path.relative_to(root).as_posix() for each in COMPILED for path in root.glob(each)}
    return sorted(p for p in paths - AS_THEY_ARE if not p.endswith("__init__.py"))


def compiled(root: Path, folder: Path) -> Path:
    """Compile into `folder`, extensions under `lib`, on all cores; return it."""
    from mypyc.build import mypycify  # noqa: PLC0415 - not there when the plain wheel is built
    from setuptools import Distribution  # noqa: PLC0415
    from setuptools.command.build_ext import build_ext  # noqa: PLC0415

    before = Path.cwd()
    os.chdir(root)
    try:
        made = mypycify(
            ["--cache-dir", str(folder / "types"), *modules(root)],
            opt_level="1",
            debug_level="0",
            multi_file=True,
            target_dir=str(folder / "c"),
        )
        command = build_ext(Distribution({"name": "rasid", "ext_modules": made}))
        command.build_lib, command.build_temp = str(folder / "lib"), str(folder / "objects")
        command.parallel = os.cpu_count()
        command.ensure_finalized()
        command.run()
    finally:
        os.chdir(before)
    return folder
