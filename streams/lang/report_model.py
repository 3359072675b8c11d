"""Load the weights that tell reports of attacks from other news, once."""

import gzip
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from streams.domain.report_model import Bounds, ReportModel, SecondOpinion
from streams.lang.tables import shared_file

REPORT_MODEL = "report_model.toml"
WORD_WEIGHTS = "report_words.i8.gz"
"""One signed byte for each place of a hashed word, in steps of `step`."""


@cache
def report_model() -> ReportModel:
    """Return the model of `shared/report_model.toml`, with its weights of words."""
    table = tomllib.loads(shared_file(REPORT_MODEL).read_text("utf-8"))
    return ReportModel(
        _bounds(table["model"]),
        table["model"]["intercept"],
        table["weights"],
        _second(table["second_opinion"]),
    )


def _second(table: Mapping[str, Any]) -> SecondOpinion:
    steps = gzip.decompress(shared_file(WORD_WEIGHTS).read_bytes())
    return SecondOpinion(
        frozenset(table["languages"]),
        np.frombuffer(steps, dtype=np.int8).astype(np.float32) * np.float32(table["step"]),
        table["intercept"],
        (table["signs"], table["words"]),
        table["offset"],
        _bounds(table),
    )


def _bounds(table: Mapping[str, Any]) -> Bounds:
    names = ("least", "least_short", "again", "again_plain")
    return Bounds(*(table[name] for name in names))
