"""Which accounts only join what other reports tell."""

from streams.domain.records import Attack


def follows(attack: Attack) -> bool:
    """Tell whether an account can only join what other reports tell.

    So it is with what is recalled as background, and with fighting: a siege that goes on, read
    alone, is a battle.
    """
    recalled = attack.modality == "historical" and attack.trigger_role == "background"
    return recalled or attack.engagement == "clash"
