"""The versions of the schemas: what was published stays readable, and stays as it was.

`python -m deploy.contracts.history 1.1` freezes the present schemas as a new version, when they may
be one; a test holds the newest version to be the present schemas, so that none goes out unfrozen.
"""

import hashlib
import json
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from avro.compatibility import ReaderWriterCompatibilityChecker
from avro.schema import parse

from streams.domain.flow import Topic
from streams.domain.topics import TOPICS

SCHEMAS = Path(__file__).parents[2] / "schemas"
HISTORY = SCHEMAS / "history"
TOPIC_ROWS = "topics.tsv"
SUMS = "SHA256SUMS"
_VERSION = re.compile(r"(\d+)\.(\d+)")


def versions(history: Path = HISTORY) -> list[Path]:
    """Return the folders of all versions, oldest first."""
    return sorted((f for f in history.iterdir() if f.is_dir()), key=lambda f: number(f.name))


def number(name: str) -> tuple[int, int]:
    """Return a version as numbers. Raises ValueError for a name that is none."""
    if not (found := _VERSION.fullmatch(name)):
        raise ValueError(f"a version must be like 1.4, got {name!r}")
    return int(found[1]), int(found[2])


def schemas_in(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the schemas of a folder by their stem."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in folder.glob("*.avsc")}


def broken(present: Mapping[str, Any], folder: Path) -> list[str]:
    """Say where `present` and a version cannot read each other, both ways; empty when they can."""
    return [
        f"{stem} {way} {folder.name}: {complaint}"
        for stem, old in sorted(schemas_in(folder).items())
        for way, complaint in _both_ways(present.get(stem), old)
    ]


def moved(folder: Path, topics: Sequence[Topic] = TOPICS) -> list[str]:
    """Say which topics of a version are gone, or have another schema or key."""
    known = (folder / TOPIC_ROWS).read_text("utf-8").splitlines()
    return sorted(set(known) - set(topic_rows(topics)))


def topic_rows(topics: Sequence[Topic] = TOPICS) -> list[str]:
    """Return what a version says of each topic: its name, schema and key."""
    return ["\t".join((topic.name, topic.schema, topic.key)) for topic in topics]


def touched(folder: Path) -> list[str]:
    """Return the files of a version that are not as they were frozen, or were not there."""
    return sorted(set(_sums(folder)) ^ set((folder / SUMS).read_text("utf-8").splitlines()))


def meaning(schema: Any) -> Any:
    """Return a schema without its `doc` texts, which may be bettered in any version."""
    if isinstance(schema, dict):
        return {key: meaning(value) for key, value in schema.items() if key != "doc"}
    return [meaning(each) for each in schema] if isinstance(schema, list) else schema


def freeze(name: str, source: Path = SCHEMAS, history: Path = HISTORY) -> Path:
    """Keep the schemas of `source` as a version. Raises ValueError when they may not be that."""
    before = versions(history)
    if before and number(name) <= number(before[-1].name):
        raise ValueError(f"a version must come after {before[-1].name}, got {name}")
    alike = [old for old in before if number(old.name)[0] == number(name)[0]]
    present = schemas_in(source)
    if faults := [fault for old in alike for fault in (*broken(present, old), *moved(old))]:
        raise ValueError("; ".join(faults))
    folder = history / name
    folder.mkdir()
    for stem in present:
        shutil.copyfile(source / f"{stem}.avsc", folder / f"{stem}.avsc")
    (folder / TOPIC_ROWS).write_text("\n".join(topic_rows()) + "\n", "utf-8")
    (folder / SUMS).write_text("\n".join(_sums(folder)) + "\n", "utf-8")
    return folder


def _both_ways(present: Any, old: Any) -> Iterator[tuple[str, str]]:
    if present is None:
        yield "is gone since", "no schema"
        return
    for way, reader, writer in (("cannot read", present, old), ("is not read by", old, present)):
        checker = ReaderWriterCompatibilityChecker()
        found = checker.get_compatibility(parse(json.dumps(reader)), parse(json.dumps(writer)))
        if found.compatibility.name != "compatible":
            yield way, f"{sorted(found.locations)} {sorted(found.messages)}"


def _sums(folder: Path) -> list[str]:
    """Return a line for each file of a version, as `sha256sum` writes them."""
    return [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}"
        for path in sorted(folder.iterdir())
        if path.name != SUMS
    ]


if __name__ == "__main__":
    try:
        print(freeze(*sys.argv[1:]))
    except ValueError as error:
        sys.exit(str(error))
