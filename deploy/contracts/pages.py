"""The files that are made from the schemas; a test holds them to what is made here."""

import json
from pathlib import Path
from typing import Any

from deploy.contracts.asyncapi import document
from deploy.contracts.history import SCHEMAS, schemas_in
from deploy.contracts.json_schema import json_schema


def pages() -> dict[Path, str]:
    """Return the text of each file."""
    made = {
        SCHEMAS / "json" / f"{stem}.schema.json": _text(json_schema(avro))
        for stem, avro in sorted(schemas_in(SCHEMAS).items())
    }
    return made | {SCHEMAS / "asyncapi.json": _text(document())}


def _text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
