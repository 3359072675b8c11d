"""Which accounts stand and which were revised by a later version of their article."""

from collections.abc import Iterable, Mapping, Sequence

from streams.domain.context import Context
from streams.domain.records import Attack
from streams.stages.fuse.accounts import account_of
from streams.stages.fuse.anchor import anchored
from streams.stages.fuse.following import follows
from streams.stages.fuse.meeting import fits


def successors_in(attacks: Sequence[Attack], ctx: Context) -> dict[str, tuple[str, ...]]:
    """Return, for each account that was revised, the attack ids that took its place.

    A later version takes the place of those that it fits, and once all its attacks are known of
    the others too.
    """
    known = {attack.attack_id for attack in attacks}
    versions = _versions_by_article(attacks)
    found = {}
    for old in attacks:
        later = [new for new in versions.get(old.article_id, ()) if _is_later(new, old)]
        revising = [new for new in later if _revises(new, old, ctx)]
        if not revising and any(known.issuperset(new.related) for new in later):
            revising = later
        if revising:
            found[old.attack_id] = tuple(new.attack_id for new in revising)
    return found


def _versions_by_article(attacks: Iterable[Attack]) -> Mapping[str, list[Attack]]:
    """Return, for each article, the attacks of its own versions and of those that revise it."""
    versions: dict[str, list[Attack]] = {}
    for attack in attacks:
        for article_id in {attack.article_id, attack.revision_of}:
            if article_id is not None:
                versions.setdefault(article_id, []).append(attack)
    return versions


def _is_later(new: Attack, old: Attack) -> bool:
    if (new.article_id, new.text_hash) == (old.article_id, old.text_hash):
        return False
    return age(new) > age(old) and (follows(old) or not follows(new))


def age(attack: Attack) -> tuple[int, bool, str]:
    """Return what sorts versions of an article, the earliest first."""
    return attack.fetched_at, attack.revision_of is not None, attack.text_hash


def _revises(new: Attack, old: Attack, ctx: Context) -> bool:
    return fits(anchored(account_of(old, ctx.thresholds)), account_of(new, ctx.thresholds), ctx)
