"""The earlier version of the upgrade drill, where the checkout does not have it."""

import pytest

from tests.chaos import earlier


def test_a_cut_history_is_said_and_nothing_is_built(monkeypatch, tmp_path):
    monkeypatch.setattr(earlier, "COMMIT", "0" * 40)
    with pytest.raises(earlier.NoHistory, match="no commit 0000000 in this checkout"):
        earlier.earlier(tmp_path / "earlier")
    assert not (tmp_path / "earlier").exists()
