"""Pythons that only answer what set-up asks."""

from pathlib import Path


def interpreter(folder: Path, name: str, answer: str, code: int = 0) -> Path:
    """Write a fake interpreter that answers the probe."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{answer}'\nexit {code}\n")
    path.chmod(0o755)
    return path
