"""Whether the topics are as the settings say, before a worker starts."""

import logging
import time
from collections.abc import Sequence

from streams.adapters.rights import Right
from streams.adapters.topics_admin import Plan, describe
from streams.config import Settings
from streams.domain.errors import SettingsError, Unavailable

log = logging.getLogger(__name__)


def require_topics(settings: Settings, wanted: Sequence[Plan], rights: Sequence[Right]) -> None:
    """Return when all of `wanted` are there, waiting a while for the broker and for `rights`.

    Raises Unavailable without broker, topic or right, SettingsError for another number of
    partitions.
    """
    present = _present(settings, [plan.name for plan in wanted], rights)
    for plan in wanted:
        if plan.name not in present:
            raise Unavailable(f"topic {plan.name} is missing: run `rasid topics create`")
        if present[plan.name] != plan.partitions:
            raise SettingsError(
                f"topic {plan.name} has {present[plan.name]} partitions; "
                f"RASID_PARTITIONS asks for {plan.partitions}"
            )


def _present(settings: Settings, names: Sequence[str], rights: Sequence[Right]) -> dict[str, int]:
    deadline = time.monotonic() + settings.broker_patience_s
    while True:
        try:
            return describe(settings.brokers, names, rights)
        except Unavailable as error:
            if time.monotonic() > deadline:
                raise
            log.warning("waiting: %s", error)
            time.sleep(1)
