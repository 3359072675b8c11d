import pytest

from streams.config import Settings, rows
from streams.domain.errors import SettingsError


def test_settings_without_environment_are_the_defaults():
    assert Settings.from_env({"PATH": "/bin"}) == Settings()


def test_settings_are_read_and_typed():
    found = Settings.from_env(
        {"RASID_PARTITIONS": "8", "RASID_STAGES": "dedup, fuse", "RASID_WEBHOOK_PRIVATE": "yes"}
    )
    assert (found.partitions, found.stages, found.webhook_private) == (8, ("dedup", "fuse"), True)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("RASID_PARTITIONS", "0", "RASID_PARTITIONS must be 1..1000, got 0"),
        ("RASID_PARTITIONS", "many", "must be a whole number, got 'many'"),
        ("RASID_STAGES", "sign,fly", "must be one of sign, dedup"),
        ("RASID_ALERT_LEVEL", "loud", "must be one of medium, high, critical, got 'loud'"),
        ("RASID_WEBHOOK_PRIVATE", "2", "must be 0 or 1"),
        ("RASID_PARTITION", "4", "RASID_PARTITION is not a setting"),
    ],
)
def test_wrong_setting_is_named_with_what_is_allowed(name, text, said):
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({name: text})
    assert said in str(caught.value)


def test_every_setting_has_a_meaning():
    assert all(meaning for *_, meaning in rows())
