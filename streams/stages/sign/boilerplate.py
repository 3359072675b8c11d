"""Leave out the lines that a site puts under every article."""

from collections.abc import Iterable

from streams.lang.boilerplate import boilerplate_cues

LONGEST = 400
"""A longer line is told as part of the story, whatever it mentions."""


def story_of(text: str, words: Iterable[str]) -> str:
    """Return `text` without lines of copyright, contact, sharing and related links.

    `text` itself where it has none, or has nothing else; `words` are those of its bare words by
    which cues are found.
    """
    cues = boilerplate_cues()
    likely = [cue for word in words for cue in cues[word] if cue in text]
    if not likely:
        return text
    lines = text.split("\n")
    kept = [line for line in lines if len(line) > LONGEST or not any(cue in line for cue in likely)]
    return "\n".join(kept) if any(line.strip() for line in kept[1:]) else text
