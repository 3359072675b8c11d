"""Take out what is of no language: addresses, handles, hashtags, lone surrogates."""

import re

# Names are bounded as the net bounds them, and begin where a word does: else a flood of letters
# would be read once from every letter.
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w-])[\w-]{1,63}\.(?:com|net|org|info|ir|iq)\b\S*", re.IGNORECASE
)
_HANDLE = re.compile(r"(?<!\S)\S{1,64}@\S+|@\w+")
_HASHTAG = re.compile(r"#\w+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\uf8ff\ufff0-\uffff]")
"""Control characters, lone surrogates, private use, and what stands for bytes that are no text."""
NO_TEXT_SHARE = 0.1
_SIGNS_OF_LINKS = ("://", "www.", ".com", ".net", ".org", ".info", ".ir", ".iq")


def readable(text: str) -> str:
    """Return `text` without addresses and handles, and without hashtags where words are left.

    A look for each sign is ten times cheaper than the patterns, and most articles have none.
    """
    for sign in _SIGNS_OF_LINKS:
        if sign in text:
            text = _LINK.sub(" ", text)
            break
    if "@" in text:
        text = _HANDLE.sub(" ", text)
    return _without_hashtags(text) if "#" in text else text


def _without_hashtags(text: str) -> str:
    """Return `text` without hashtags, or with their words where there are no others.

    A tag in English says little of a post that is not.
    """
    rest = _HASHTAG.sub(" ", text)
    return rest if any(map(str.isalpha, rest)) else text.replace("#", " ").replace("_", " ")


def without_surrogates(text: str) -> str:
    """Return `text` without lone surrogates, which no C library takes."""
    return _SURROGATE.sub(" ", text)


def is_binary(text: str) -> bool:
    """Whether `text` is made of bytes that were never text."""
    return len(_NO_TEXT.findall(text)) > NO_TEXT_SHARE * len(text)
