"""Names that come from content: the same input always gives the same id."""

from hashlib import blake2b


def digest(*parts: str | bytes | None, size: int = 8) -> str:
    """Return `size` bytes of a strong hash over `parts` as hex; None and empty text differ.

    Bytes count as the text that they are in UTF-8.
    """
    pieces = []
    for part in parts:
        if part is None:
            pieces.append(b"\x01\0\0\0\0\0\0\0\0")
            continue
        encoded = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        pieces += ((len(encoded) + 1).to_bytes(8, "little"), b"\x01", encoded)
    return blake2b(b"".join(pieces), digest_size=size).hexdigest()


def article_identity(source: str, url: str | None, title: str | None, body: str) -> str:
    """Return the id of an article that came without one: its page, else its source and words."""
    if url:
        return url.split("#", 1)[0]
    return "art-" + digest(source, " ".join((title or "").split()), " ".join(body.split()))


def text_hash(title: str | None, body: str | bytes) -> str:
    """Return the name of this version of an article: 64 bits over cleaned title and body."""
    return digest(title, body)


def attack_identity(article_id: str, version: str, ordinal: int) -> str:
    """Return the id of the attack at place `ordinal` (from 0) in one version of an article."""
    return "atk-" + digest(article_id, version, str(ordinal))


def incident_identity(attack_id: str) -> str:
    """Return the id of the incident whose first accepted report is `attack_id`."""
    return "inc-" + digest(attack_id)
