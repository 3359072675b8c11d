"""A folder: what is dropped there is read, handed over, and moved to `done` or `failed`."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from streams.adapters.article_line import Gaps
from streams.adapters.files import Found, Unusable, articles
from streams.adapters.headers import RECEIVED_SHA256
from streams.adapters.service_metrics import ServiceMetrics
from streams.domain.errors import SettingsError, Unavailable
from streams.services.ingest.handover import Handover, Piece
from streams.services.patience import Patience, Stopped

DONE, FAILED = "done", "failed"
REASON = ".reason.txt"
UNFINISHED = (".part", ".tmp", ".swp", ".crdownload")
LOOK_S = 1.0
ANSWER_S = 45.0
BATCH = 200
BATCH_BYTES = 4 * 1024 * 1024
MOST_REASONS = 1000

State = tuple[int, int]
"""Size and time of change of a file."""


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


@dataclass(slots=True)
class Folder:
    """Watches `path` and the folders in it, whose names are sources of what has none."""

    path: Path
    handover: Handover
    patience: Patience
    metrics: ServiceMetrics
    now_ms: Callable[[], int] = _now_ms
    _looked: dict[Path, State] = field(default_factory=dict)

    def run(self) -> None:
        """Take files in until told to stop. Raises Unavailable when patience ends."""
        try:
            while not self.patience.stop.is_set():
                self.step()
                self.patience.stop.wait(LOOK_S)
        except Stopped:
            return

    def step(self) -> None:
        """Take in each file that is as it was at the last look."""
        found = self.patience.insist(self._states)
        for file, state in found.items():
            if self._looked.get(file) == state:
                self._take(file)
        self._looked = found

    def _states(self) -> dict[Path, State]:
        try:
            return {
                file: ((status := file.lstat()).st_size, status.st_mtime_ns)
                for file in self._files()
            }
        except OSError as error:
            raise Unavailable(f"folder {self.path}: {error.strerror}") from None

    def _files(self) -> Iterator[Path]:
        for path in sorted(self.path.iterdir()):
            if path.name.startswith(".") or path.name in (DONE, FAILED):
                continue
            if path.is_dir() and not path.is_symlink():
                yield from (one for one in sorted(path.iterdir()) if _is_whole(one))
            elif _is_whole(path):
                yield path

    def _take(self, file: Path) -> None:
        reasons = self._read(file)
        self.patience.insist(lambda: self._move(file, FAILED if reasons else DONE, reasons))

    def _read(self, file: Path) -> list[str]:
        """Hand over what is in a file; return what was refused and why."""
        if file.is_symlink() or not file.is_file():
            return ["a link or something else that is no file"]
        reasons: list[str] = []
        pieces: list[Piece] = []
        source = file.parent.name if file.parent != self.path else None
        accepted = 0
        for found in articles([str(file)], Gaps(source, fetched_ms=self.now_ms())):
            if reason := _reason(found):
                reasons.append(reason)
                self.metrics.ingested.labels("folder", "refused").inc()
            elif isinstance(found, Found):
                pieces.append(_piece(found))
                accepted += 1
            if len(pieces) >= BATCH or sum(piece.size for piece in pieces) > BATCH_BYTES:
                self._hand_over(pieces)
                pieces = []
        self._hand_over(pieces)
        return reasons if accepted or reasons else ["there is no article in it"]

    def _hand_over(self, pieces: Sequence[Piece]) -> None:
        """Return once the bus has them. Raises Stopped when told to stop: it is read again then."""
        if self.patience.stop.is_set():
            raise Stopped
        if pieces:
            self.patience.insist(lambda: answered(self.handover.offer(pieces)))
            self.metrics.ingested.labels("folder", "accepted").inc(len(pieces))

    def _move(self, file: Path, where: str, reasons: Sequence[str]) -> None:
        target = self.path / where / file.relative_to(self.path)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target = _free(target)
            if reasons:
                text = "\n".join([*reasons[:MOST_REASONS], f"{len(reasons)} in all"])
                target.with_name(target.name + REASON).write_text(text + "\n", "utf-8")
            file.rename(target)
        except OSError as error:
            raise Unavailable(f"{file} cannot be moved: {error.strerror}") from None


def folder_of(setting: str) -> Path:
    """Return the folder of a setting. Raises SettingsError when it is none."""
    path = Path(setting).absolute()
    if not path.is_dir():
        raise SettingsError(f"RASID_INGEST_FOLDER must be a folder, got {setting!r}")
    return path


def answered(done: Future[None]) -> None:
    """Return once the bus has a batch. Raises Unavailable."""
    try:
        done.result(ANSWER_S)
    except TimeoutError:
        raise Unavailable(f"the bus has not acknowledged within {ANSWER_S:g} s") from None


def _is_whole(path: Path) -> bool:
    """Whether a name is not one of a file that is still being written."""
    hidden = path.name.startswith(".") or path.name.endswith(UNFINISHED)
    return not hidden and not (path.is_dir() and not path.is_symlink())


def _reason(found: Found | Unusable) -> str:
    """Return why an article is refused; empty when it is not."""
    if isinstance(found, Unusable):
        return str(found)
    article = found.article
    if not article.source:
        return f"{found.place}: no_source: it names no source, and its folder is none"
    if not (article.title or "").strip() and not article.body.strip():
        return f"{found.place}: no_text: neither title nor body"
    return ""


def _piece(found: Found) -> Piece:
    article = found.article
    size = 4 * (len(article.body) + len(article.title or ""))
    return Piece(article, [(RECEIVED_SHA256, found.sha256.encode())], size)


def _free(target: Path) -> Path:
    """Return a name beside `target` that is not taken."""
    number, free = 1, target
    while free.exists():
        number += 1
        free = target.with_name(f"{target.stem}-{number}{target.suffix}")
    return free
