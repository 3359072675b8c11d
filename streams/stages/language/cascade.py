"""Script first, then letters, then function words where letters mislead."""

import re
from collections.abc import Iterator

from streams.domain.records import Language
from streams.lang.function_words import function_words
from streams.stages.language.choice import LIKELY, SURE, UNTOLD, choose
from streams.stages.language.guess import Guesser, guesser
from streams.stages.language.scripts import NONE, scripts_in
from streams.stages.language.votes import votes_in

READ = 600
"""Characters read; more does not help (measured)."""
TAIL = 400
"""Characters at the end that tell an article in two languages of one script."""
FEWEST_LETTERS = 3
ALSO_SHARE = 0.2
ALSO_LETTERS = 40
ALSO_VOTES = 4

# Names are bounded as the net bounds them, and begin where a word does: else a flood of letters
# would be read once from every letter.
_NOISE = re.compile(
    r"(?:https?://|www\.)\S+|(?<!\S)\S{1,64}@\S+|@\w+"
    r"|(?<![\w-])[\w-]{1,63}\.(?:com|net|org|ir|iq)\b\S*|#"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ONE_LANGUAGE = {
    "Armn": "hy",
    "Beng": "bn",
    "Ethi": "am",
    "Geor": "ka",
    "Grek": "el",
    "Hang": "ko",
    "Hans": "zh",
    "Hebr": "he",
    "Kana": "ja",
    "Thai": "th",
}


def detect(title: str | None, body: str, by: Guesser | None = None) -> Language:
    """Return the language of an article; `und` where it does not show. Never 1.0."""
    by = by or guesser()
    text = _readable(f"{title or ''}\n{body[:READ]}")
    scripts = scripts_in(text)
    script = _main(scripts)
    if script == NONE:
        return Language("und", NONE, 0.0)
    code, confidence = _told(text, script, by)
    also = {*_other_scripts(text, script, scripts, by), *_other_end(body, code, script, by)}
    return Language(code, script, round(confidence, 3), tuple(sorted(also - {code, "und"})))


def _readable(text: str) -> str:
    """Return `text` without addresses, handles and what no guesser takes."""
    return _SURROGATE.sub(" ", _NOISE.sub(" ", text))


def _main(scripts: dict[str, int]) -> str:
    """Return the script of most letters; Japanese is told by its kana."""
    if sum(scripts.values()) < FEWEST_LETTERS:
        return NONE
    main = next(iter(scripts))
    return "Kana" if main == "Hans" and scripts.get("Kana", 0) * 10 > scripts["Hans"] else main


def _told(text: str, script: str, by: Guesser) -> tuple[str, float]:
    """Return code and confidence for a text in one script."""
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script], SURE
    if script not in function_words():
        return "und", UNTOLD
    return choose(script, by.guess(text, script), votes_in(text, script), len(text.split()))


def _other_scripts(text: str, main: str, scripts: dict[str, int], by: Guesser) -> Iterator[str]:
    """Yield the languages of the other scripts that hold a fair part of the letters."""
    enough = max(ALSO_LETTERS, ALSO_SHARE * sum(scripts.values()))
    for script, letters in scripts.items():
        if script != main and letters >= enough and {script, main} != {"Hans", "Kana"}:
            words = (word for word in text.split() if script in scripts_in(word))
            yield _told(" ".join(words), script, by)[0]


def _other_end(body: str, main: str, script: str, by: Guesser) -> Iterator[str]:
    """Yield the language of the end of a long article, when it is another and shows clearly."""
    if len(body) < READ + TAIL or script in _ONE_LANGUAGE:
        return
    end = _readable(body[-TAIL:])
    # Nearly all articles end here: the guess alone is ten times cheaper than the votes.
    if by.guess(end, script).code == main or _main(scripts_in(end)) != script:
        return
    code, confidence = _told(end, script, by)
    if confidence >= LIKELY and votes_in(end, script).get(code, 0.0) >= ALSO_VOTES:
        yield code
