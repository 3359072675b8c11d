"""A child process that never outlives us, whatever ends us."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

# `kill 0` means the watcher's own process group, which the child joins before it runs.
WATCH = "read -r line; kill -9 0"


class Child:
    """One process, its output appended to `log`, with a watcher beside it.

    The watcher reads a pipe whose other end is ours: when we end, by SIGKILL too, the pipe closes
    and the child is killed. The two have a process group of their own, so that a terminal's Ctrl-C
    reaches us alone and we stop the child when its turn comes. Raises OSError when it cannot start.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self._watcher = subprocess.Popen(  # noqa: S603 - a fixed command
            ["/bin/sh", "-c", WATCH],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={},
            process_group=0,
        )
        try:
            with log.open("ab") as output:
                self._process = subprocess.Popen(  # noqa: S603 - the caller's own command
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    env=environment,
                    process_group=self._watcher.pid,
                )
        except BaseException:
            self._end_watcher()
            raise

    @property
    def pid(self) -> int:
        """Process id of the child, not of the watcher."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether the child is alive."""
        return self._process.poll() is None

    def stop(self, grace_seconds: float) -> int:
        """Send SIGTERM, after the grace SIGKILL; return the exit code. Safe to call again."""
        try:
            self._process.terminate()
            return self._process.wait(grace_seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()
        finally:
            self._end_watcher()

    def _end_watcher(self) -> None:
        self._watcher.kill()
        self._watcher.wait()
        if self._watcher.stdin is not None:
            self._watcher.stdin.close()
