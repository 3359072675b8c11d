"""Nights from one day to the next: the attack is of the second."""

from streams.stages.extract.words.scan import Hit, Hits


def begins_night(hits: Hits, hit: Hit) -> bool:
    """Whether a day only begins the night to the next: `la noche del sábado al domingo`.

    So does one right before the next, `ليل السبت الأحد`.
    """
    if hit.kind != "weekday":
        return False
    joints = hits.within(hit.end, hit.end + 3, "night_joint")
    beside = hits.at(hit.end, "weekday") is not None
    if not (beside or any(hits.at(joint.end, "weekday") is not None for joint in joints)):
        return False
    parts = hits.within(max(0, hit.start - 3), hit.start, "part_of_day")
    return any(part.value in ("night", "midnight") for part in parts)
