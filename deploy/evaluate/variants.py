"""Copies of a story as outlets make them: each takes a title and a body and returns both."""

import random
import re

SENTENCE_END = re.compile(r"(?<=[.!؟\n])\s+")
MARKS = "ًٌٍَُِّْ"
BOILERPLATE = {
    "ar": "جميع الحقوق محفوظة لصحيفة المثال. تابعونا على مواقع التواصل. هاتف 0555-123456\n\n"
    "اقرأ أيضا: أهم الأخبار العاجلة من العالم العربي والعالم في نشرة المساء",
    "en": "All rights reserved by The Example. Follow us on social media. Phone 0555-123456\n\n"
    "Read also: the latest news from all over the world in our evening bulletin",
}
CREDIT = {"ar": ("بغداد (أ ف ب) - ", " (أ ف ب)"), "en": ("LIMA (AFP) - ", " (AFP)")}
LENGTH = 500
Text = tuple[str, str]


def sentences_of(body: str) -> list[str]:
    """Return sentences and lines."""
    return [each for each in SENTENCE_END.split(body) if each.strip()]


def is_whole(body: str) -> bool:
    """Whether a body has enough sentences, none of them a quarter of it, to edit some."""
    lines = sentences_of(body)
    return len(body) > LENGTH and len(lines) >= 8 and max(map(len, lines)) < len(body) / 4


class Copies:
    """Makes copies; strange words come from `words`, chance from the seed."""

    def __init__(self, words: list[str], seed: int, language: str = "ar") -> None:
        self._words = words
        self._boilerplate = BOILERPLATE[language]
        self._credit = CREDIT[language]
        self._chance = random.Random(seed)  # noqa: S311

    def all(self, title: str, body: str) -> dict[str, Text]:
        """Return the copies by the name of what was done."""
        half = len(body) // 2
        before, after = self._credit
        around = self._boilerplate
        return {
            "agency": (title, f"{before}{body}{after}"),
            "headline": (self._some(8), body),
            "edited 5": (title, self._edited(body, 0.05)),
            "edited 10": (title, self._edited(body, 0.1)),
            "edited 20": (title, self._edited(body, 0.2)),
            "edited 30": (title, self._edited(body, 0.3)),
            "edited 30, headline": (self._some(8), self._edited(body, 0.3)),
            "boilerplate": (title, f"{around}\n\n{body}\n\n{around}"),
            "tatweel": (title, self._after(body, "ـ", 0.1)),
            "diacritics": (title, self._after(body, MARKS, 0.3)),
            "letters": (title, body.translate(str.maketrans("أإآةى", "ااااي"[:3] + "هي"))),
            "digits": (title, body.translate({0x30 + n: 0x660 + n for n in range(10)})),
            "html": (title, "".join(f"<p>{line}</p>" for line in body.split("\n"))),
            "first half": (title, body[:half]),
            "second half": ("", body[half:]),
            "half in boilerplate": (title, f"{body[:half]}\n\n{around}"),
        }

    def _some(self, count: int) -> str:
        return " ".join(self._chance.choices(self._words, k=count))

    def _after(self, body: str, marks: str, share: float) -> str:
        chance = self._chance
        return "".join(
            c + chance.choice(marks) if "ب" <= c <= "ي" and chance.random() < share else c
            for c in body
        )

    def _edited(self, body: str, share: float) -> str:
        """Drop, replace, lengthen or reword `share` of the sentences."""
        lines = sentences_of(body)
        for at in self._chance.sample(range(len(lines)), max(1, round(len(lines) * share))):
            words = lines[at].split()
            lines[at] = self._chance.choice(
                [
                    "",
                    self._some(len(words)),
                    f"{lines[at]} {self._some(10)}",
                    " ".join(self._some(1) if n % 4 == 0 else word for n, word in enumerate(words)),
                ]
            )
        return " ".join(line for line in lines if line)
