"""What becomes of files that are dropped in a folder."""

import json
import math
from concurrent.futures import Future

import pytest

from streams.adapters.service_metrics import ServiceMetrics
from streams.domain.errors import SettingsError, Unavailable
from streams.services.ingest.folder import Folder, folder_of
from streams.services.patience import Patience, Stopped
from tests.fake_bus import FakeStop

NOW = 1_770_000_000_000


class FakeHandover:
    """Acknowledges at once, after `down` failures."""

    def __init__(self, down=0):
        self.down = down
        self.kept = []

    def offer(self, pieces):
        if self.down:
            self.down -= 1
            raise Unavailable("the bus does not answer")
        self.kept += pieces
        done = Future()
        done.set_result(None)
        return done


def watching(path, down=0, stop=None):
    patience = Patience(stop or FakeStop(), math.inf)
    return Folder(path, FakeHandover(down), patience, ServiceMetrics(), lambda: NOW)


def looked_twice(folder):
    folder.step()
    folder.step()
    return [piece.article for piece in folder.handover.kept]


def test_lines_texts_and_pages_are_taken_in_and_moved(tmp_path):
    inside = tmp_path / "okaz.com.sa"
    inside.mkdir()
    (tmp_path / "a.jsonl").write_text('{"source": "afp", "body": "Five dead."}\n' * 3)
    (inside / "b.txt").write_text("Six dead.")
    (inside / "c.html").write_text("<p>Seven dead.</p>")

    folder = watching(tmp_path)
    taken = looked_twice(folder)

    assert [article.source for article in taken] == ["afp"] * 3 + ["okaz.com.sa"] * 2
    assert {article.fetched_at for article in taken} == {NOW}
    assert len(dict(folder.handover.kept[0].headers)["rasid_received_sha256"]) == 64
    done = sorted(str(p.relative_to(tmp_path / "done")) for p in (tmp_path / "done").rglob("*.*"))
    assert "a.jsonl" in done
    assert "okaz.com.sa/b.txt" in done
    assert not (tmp_path / "failed").exists()
    assert looked_twice(folder) == taken


def test_a_file_that_still_grows_waits(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("Five")
    folder = watching(tmp_path)
    folder.step()
    file.write_text("Five dead.")
    folder.step()
    assert folder.handover.kept == []
    folder.step()
    assert [piece.article.body for piece in folder.handover.kept] == ["Five dead."]


@pytest.mark.parametrize("name", [".a.txt", "a.txt.part", "a.jsonl.tmp"])
def test_a_file_in_the_making_is_left_alone(tmp_path, name):
    (tmp_path / name).write_text("Five dead.")
    assert looked_twice(watching(tmp_path)) == []
    assert (tmp_path / name).exists()


def test_a_file_with_something_bad_fails_with_its_reasons_and_its_good_lines_pass(tmp_path):
    lines = [{"source": "afp", "body": "Five dead."}, {"body": "x"}, {"source": "afp", "body": " "}]
    (tmp_path / "a.jsonl").write_text("\n".join([*map(json.dumps, lines), "{no"]))

    assert len(looked_twice(watching(tmp_path))) == 1

    reasons = (tmp_path / "failed" / "a.jsonl.reason.txt").read_text().splitlines()
    assert [
        line.partition(str(tmp_path) + "/")[2][: len(wanted)]
        for line, wanted in zip(
            reasons, ["a.jsonl:2: no_source", "a.jsonl:3: no_text"], strict=False
        )
    ] == ["a.jsonl:2: no_source", "a.jsonl:3: no_text"]
    assert "a.jsonl:4: not JSON" in reasons[2]
    assert reasons[3] == "3 in all"


@pytest.mark.parametrize(
    ("name", "content"), [("a.jsonl", b""), ("a.pdf", b"%PDF"), ("a.txt", b"\xff")]
)
def test_a_file_without_an_article_fails(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert looked_twice(watching(tmp_path)) == []
    assert (tmp_path / "failed" / f"{name}.reason.txt").read_text()
    assert (tmp_path / "failed" / name).read_bytes() == content


def test_a_link_is_not_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("Five dead.")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").symlink_to(secret)
    (inbox / "loop").symlink_to(tmp_path)
    assert looked_twice(watching(inbox)) == []
    assert secret.read_text() == "Five dead."


def test_a_name_that_is_taken_is_not_overwritten(tmp_path):
    for text in ("One dead.", "Two dead."):
        (tmp_path / "a.txt").write_text(text)
        looked_twice(watching(tmp_path))
    assert (tmp_path / "done" / "a.txt").read_text() == "One dead."
    assert (tmp_path / "done" / "a-2.txt").read_text() == "Two dead."


def test_a_bus_that_is_away_is_waited_for_and_the_file_stays(tmp_path):
    (tmp_path / "a.txt").write_text("Five dead.")
    assert len(looked_twice(watching(tmp_path, down=3))) == 1

    (tmp_path / "b.txt").write_text("Six dead.")
    folder = watching(tmp_path, down=9, stop=FakeStop(after=2))
    folder.step()
    with pytest.raises(Stopped):
        folder.step()
    assert (tmp_path / "b.txt").exists()


def test_a_setting_that_is_no_folder_is_refused(tmp_path):
    assert folder_of(str(tmp_path)) == tmp_path
    with pytest.raises(SettingsError, match="RASID_INGEST_FOLDER"):
        folder_of(str(tmp_path / "none"))
