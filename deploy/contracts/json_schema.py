"""JSON Schema of a record as Rasid writes it in JSON: files, `topics decode`, webhooks."""

from collections.abc import Mapping
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PLAIN: Mapping[str, Mapping[str, Any]] = {
    "string": {"type": "string"},
    "long": {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1},
    "double": {"type": "number"},
    "boolean": {"type": "boolean"},
    "bytes": {"type": "string", "contentEncoding": "base64"},
}
MILLISECONDS = {
    "type": "integer",
    "minimum": -(2**63),
    "maximum": 2**63 - 1,
    "description": "Epoch milliseconds, UTC.",
}

Schema = dict[str, Any]


def json_schema(avro: Mapping[str, Any]) -> Schema:
    """Return the JSON Schema of an Avro record, each named type once under `$defs`.

    All fields are written, so all are required; unknown ones are allowed, for those to come.
    Raises KeyError for a kind of Avro that our schemas do not have.
    """
    named: dict[str, Schema] = {}
    whole = _record(avro, named)
    return {
        "$schema": DIALECT,
        "title": avro["name"],
        **whole,
        "$defs": dict(sorted(named.items())),
    }


def _schema(avro: Any, named: dict[str, Schema]) -> Schema:
    if isinstance(avro, list):
        return _union(avro, named)
    if isinstance(avro, str):
        return _ref(avro) if _last(avro) in named else dict(PLAIN[avro])
    kind = avro["type"]
    if kind == "array":
        return {"type": "array", "items": _schema(avro["items"], named)}
    if kind in ("record", "enum"):
        named[avro["name"]] = {}  # so that its place is taken while its fields are read
        named[avro["name"]] = _record(avro, named) if kind == "record" else _enum(avro)
        return _ref(avro["name"])
    return dict(MILLISECONDS) if "logicalType" in avro else _schema(kind, named)


def _union(avro: list[Any], named: dict[str, Schema]) -> Schema:
    """Return null or one other; a plain type takes null beside its own."""
    (other,) = [part for part in avro if part != "null"]
    found = _schema(other, named)
    if "type" in found:
        return {**found, "type": [found["type"], "null"]}
    return {"anyOf": [found, {"type": "null"}]}


def _record(avro: Mapping[str, Any], named: dict[str, Schema]) -> Schema:
    fields = {field["name"]: _field(field, named) for field in avro["fields"]}
    return {
        "description": avro["doc"],
        "type": "object",
        "properties": fields,
        "required": list(fields),
    }


def _field(field: Mapping[str, Any], named: dict[str, Schema]) -> Schema:
    found = _schema(field["type"], named)
    said = [field["doc"], found.pop("description", "")]
    return {"description": " ".join(filter(None, said)), **found}


def _enum(avro: Mapping[str, Any]) -> Schema:
    return {"description": avro["doc"], "type": "string", "enum": list(avro["symbols"])}


def _ref(name: str) -> Schema:
    return {"$ref": "#/$defs/" + _last(name)}


def _last(name: str) -> str:
    return name.rpartition(".")[2]
