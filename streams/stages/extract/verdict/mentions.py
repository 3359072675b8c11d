"""Which attacks that an article only mentions are recent: they are fused with reports of them."""

from datetime import date

from streams.domain.records import Attack

RECENT_DAYS = 3
_EXACT = ("hour", "day")


def is_recent_mention(attack: Attack, today: date | None) -> bool:
    """Whether a mentioned attack is known by its day, its country and people hurt, and is recent.

    `today` is the article's own civil day; without it nothing is.
    """
    day = attack.date
    if day.basis != "text" or day.precision not in _EXACT or day.start is None or today is None:
        return False
    hurt = attack.killed or attack.wounded or attack.abducted
    near = 0 <= (today - date.fromisoformat(day.start)).days <= RECENT_DAYS
    return bool(hurt) and near and attack.place.country is not None
