"""Whether the topics are as the settings say, before a worker starts."""

import logging
import time
from collections.abc import Sequence

from streams.adapters.topics_admin import Plan, describe
from streams.config import Settings
from streams.domain.errors import SettingsError, Unavailable

log = logging.getLogger(__name__)


def require_topics(settings: Settings, wanted: Sequence[Plan]) -> None:
    """Return when all of `wanted` are there, waiting a while for the broker.

    Raises Unavailable without broker or topic, SettingsError for another number of partitions.
    """
    present = _present(settings, [plan.name for plan in wanted])
    for plan in wanted:
        if plan.name not in present:
            raise Unavailable(f"topic {plan.name} is missing: run `rasid topics create`")
        if present[plan.name] != plan.partitions:
            raise SettingsError(
                f"topic {plan.name} has {present[plan.name]} partitions; "
                f"RASID_PARTITIONS asks for {plan.partitions}"
            )


def _present(settings: Settings, names: Sequence[str]) -> dict[str, int]:
    deadline = time.monotonic() + settings.broker_patience_s
    while True:
        try:
            return describe(settings.brokers, names)
        except Unavailable:
            if time.monotonic() > deadline:
                raise
            log.warning("broker %s does not answer yet", settings.brokers)
            time.sleep(1)
