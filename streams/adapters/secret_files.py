"""Files that hold a secret for a sink, one a line. No message repeats what is in them."""

from pathlib import Path

from streams.domain.errors import SettingsError

LONGEST_BYTES = 16 * 1024


def lines_in(key: str, name: str, folder: Path) -> tuple[str, ...]:
    """Return the lines of a file, without those that are empty or begin with #.

    Raises SettingsError when it cannot be read or has none.
    """
    path = folder / name
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST_BYTES + 1)
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{key} {path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{key} {path} is not UTF-8") from None
    if len(content) > LONGEST_BYTES:
        raise SettingsError(f"{key} {path} has more than {LONGEST_BYTES} bytes")
    lines = (line.strip() for line in text.splitlines())
    found = tuple(line for line in lines if line and not line.startswith("#"))
    if not found:
        raise SettingsError(f"{key} {path} is empty")
    return found


def one_line_in(key: str, name: str, folder: Path) -> str:
    """Return the only line of a file. Raises SettingsError."""
    found = lines_in(key, name, folder)
    if len(found) > 1:
        raise SettingsError(
            f"{key} {folder / name} must hold one line, got {len(found)}: give each a sink of its "
            "own, so that one that fails holds up no other"
        )
    return found[0]


def address_of(url: str | None, url_file: str | None, folder: Path) -> str:
    """Return the address, from the file of alerting or a file of its own. Raises SettingsError."""
    if url is not None and url_file is None:
        return url
    if url_file is not None and url is None:
        return one_line_in("url_file", url_file, folder)
    raise SettingsError("one of url and url_file must be there")
