"""Script first, then letters, then function words where letters mislead."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from streams.domain.records import Language
from streams.lang.function_words import function_words
from streams.stages.language.backing import is_shown, plain
from streams.stages.language.choice import SURE, choose
from streams.stages.language.guess import NO_GUESS, Guess, Guesser, guesser
from streams.stages.language.noise import is_binary, readable
from streams.stages.language.scripts import NONE, scripts_in

READ = 300
"""Characters read; more does not help (measured)."""
LETTERS = 200
"""Characters of them of which the letters are weighed first."""
TAIL = 150
"""Characters at the end that tell an article in two languages."""
LONGEST_WORD = 64
LONG = 150
"""Characters from which a few words are enough beside the letters."""
FEWEST_LETTERS = 3
FEWEST_SIGNS = 2
"""Chinese characters that are as good as three letters."""
MOST_SCRIPTS = 4
JUMBLE_SHARE = 0.7
"""What the main script of a text in more scripts than that holds at least, or it is noise."""
ALSO_SHARE = 0.2
ALSO_LETTERS = 40
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
    text = f"{title[:READ]}\n{body[:READ]}"[:READ] if title else body[:READ]
    found = _read(text, by)
    if found.code == "und" and len(body) > READ:
        found = _read(_last(body, READ), by)
    if len(body) < READ + TAIL or found.script == NONE:
        return found
    other = _other_end(_last(body, TAIL), found, by)
    return replace(found, also=tuple(sorted({*found.also, other}))) if other else found


def _read(text: str, by: Guesser) -> Language:
    """Return the language of `text`, and those of the other scripts in it."""
    scripts = scripts_in(text)
    script = _main(scripts)
    if len(text) >= LONG and _is_alone(script, scripts):
        if script in _ONE_LANGUAGE:
            return Language(_ONE_LANGUAGE[script], script, SURE)
        if code := plain(text, script, _guess(text[:LETTERS], script, by)):
            return Language(code, script, SURE)
    cleaned = readable(text)
    if cleaned is not text:
        scripts = scripts_in(cleaned)
        script = _main(scripts)
    if script == NONE or is_binary(cleaned) or _is_jumble(script, scripts):
        return Language("und", NONE, 0.0)
    code, confidence = _told(cleaned, script, _guess(cleaned, script, by))
    also = {*_other_scripts(cleaned, script, scripts, by)} - {code, "und"}
    return Language(code, script, round(confidence, 3), tuple(sorted(also)))


def _is_alone(script: str, scripts: Mapping[str, int]) -> bool:
    """Whether the letters of other scripts are too few to be a language's."""
    return len(scripts) == 1 or sum(scripts.values()) - scripts.get(script, 0) < ALSO_LETTERS


def _is_jumble(script: str, scripts: Mapping[str, int]) -> bool:
    """Whether there are letters of so many scripts that none is the text's."""
    letters = sum(scripts.values())
    return len(scripts) > MOST_SCRIPTS and scripts.get(script, 0) < JUMBLE_SHARE * letters


def _guess(text: str, script: str, by: Guesser) -> Guess:
    """Return what letters say, where the script leaves a question."""
    return by.guess(text) if script in function_words() else NO_GUESS


def _last(text: str, characters: int) -> str:
    """Return the end of a text, without the word that is cut: half an address is none."""
    end = text[-characters:]
    space = end.find(" ", 0, LONGEST_WORD)
    return end[space + 1 :]


def _main(scripts: dict[str, int]) -> str:
    """Return the script of most letters; Japanese is told by its kana."""
    main = next(iter(scripts), NONE)
    if sum(scripts.values()) < (FEWEST_SIGNS if main == "Hans" else FEWEST_LETTERS):
        return NONE
    return "Kana" if main == "Hans" and scripts.get("Kana", 0) * 10 > scripts["Hans"] else main


def _told(text: str, script: str, guess: Guess) -> tuple[str, float]:
    """Return code and confidence for a text in one script."""
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script], SURE
    return choose(script, guess, text)


def _other_scripts(text: str, main: str, scripts: dict[str, int], by: Guesser) -> Iterator[str]:
    """Yield the languages of the other scripts that hold a fair part of the letters."""
    enough = max(ALSO_LETTERS, ALSO_SHARE * sum(scripts.values()))
    for script, letters in scripts.items():
        if script != main and letters >= enough and {script, main} != {"Hans", "Kana"}:
            part = " ".join(word for word in text.split() if scripts_in(word).keys() == {script})
            yield _told(part, script, _guess(part, script, by))[0]


def _other_end(end: str, found: Language, by: Guesser) -> str | None:
    """Return the language of the end of a long article, when it is another and shows clearly."""
    if by.code(end) == found.code or is_shown(found.code, end, found.script):
        return None
    text = readable(end)
    scripts = scripts_in(text)
    script = _main(scripts)
    if scripts.get(script, 0) < ALSO_LETTERS:
        return None
    code = _ONE_LANGUAGE.get(script) or plain(text, script, _guess(text, script, by))
    return code if code != found.code else None
