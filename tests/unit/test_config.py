import pytest

from streams.config import Settings, rows
from streams.domain.errors import SettingsError
from streams.domain.quarantine import Limits
from streams.domain.thresholds import Thresholds
from tests.rasid import rasid


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


def test_thresholds_without_environment_are_the_defaults():
    assert Settings().thresholds == Thresholds()


def test_sources_that_send_garbage_are_judged_as_set():
    names = ("RASID_SOURCE_DEAD_RUN", "RASID_SOURCE_DEAD_PERCENT", "RASID_SOURCE_SOUND_RUN")
    found = Settings.from_env(dict(zip(names, ("7", "35", "3"), strict=True)))
    assert found.thresholds.hostile == Limits(run=7, share=0.35, window=100, sound=3)


def test_worker_judges_as_set(capfdbinary, monkeypatch):
    judged = []
    monkeypatch.setenv("RASID_SOURCE_DEAD_RUN", "7")
    monkeypatch.setattr(
        "streams.app.run_worker", lambda _, __, ctx: judged.append(ctx.thresholds.hostile.run) or 0
    )
    assert rasid(capfdbinary, "worker")[0] == 0
    assert judged == [7]


def test_every_setting_has_a_meaning():
    assert all(meaning for *_, meaning in rows())
