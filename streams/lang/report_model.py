"""Load the weights that tell reports of attacks from other news, once."""

import tomllib
from functools import cache

from streams.domain.report_model import ReportModel
from streams.lang.tables import shared_file

REPORT_MODEL = "report_model.toml"


@cache
def report_model() -> ReportModel:
    """Return the model of `shared/report_model.toml`."""
    table = tomllib.loads(shared_file(REPORT_MODEL).read_text("utf-8"))
    return ReportModel(
        frozenset(table["model"]["languages"]),
        table["model"]["least"],
        table["model"]["least_short"],
        table["model"]["intercept"],
        table["weights"],
    )
