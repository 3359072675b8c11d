"""Leave out the lines that a site puts under every article."""

from streams.lang.boilerplate import boilerplate_cues

LONGEST = 400
"""A longer line is told as part of the story, whatever it mentions."""


def story_of(text: str) -> str:
    """Return `text` without lines of copyright, contact, sharing and related links.

    `text` itself where it has none, or has nothing else.
    """
    cues = boilerplate_cues()
    if not any(cue in text for cue in cues):
        return text
    lines = text.split("\n")
    kept = [line for line in lines if len(line) > LONGEST or not any(cue in line for cue in cues)]
    return "\n".join(kept) if any(line.strip() for line in kept[1:]) else text
