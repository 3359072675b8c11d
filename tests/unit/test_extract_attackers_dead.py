"""The dead of the attackers are told from those of the victims, in all the ways of news."""

import pytest

from streams.stages.extract.story.telling import Reading, Telling
from streams.stages.extract.words.scan import scan
from streams.stages.extract.words.segments import segmented
from tests.reading import context, figures, reading

ENGLISH = [
    ("The driver then got out clutching a knife and was shot dead by an off-duty reservist.", 0, 1),
    ("Four of the attackers were killed.", 0, 4),
    ("Security forces killed all five gunmen.", 0, 5),
    ("Police said three attackers died in the exchange of fire.", 0, 3),
    ("The bodies of two assailants were found at the scene.", 0, 2),
    ("Guards shot one of the assailants dead.", 0, 1),
    ("The attacker was killed at the scene.", 0, 1),
    ("The bomber died in the blast.", 0, 1),
    ("The two bombers also died.", 0, 2),
    ("All four gunmen were neutralised.", 0, 4),
    ("Soldiers returned fire, killing six militants.", 0, 6),
    ("Ten people were killed, including the two attackers.", 8, 2),
    ("A nurse had seen 14 bodies, including those of four attackers.", 10, 4),
    ("The assailant, identified as Ali Hassan, was shot and killed by police.", 0, 1),
    ("Troops gunned down two of the raiders.", 0, 2),
    ("The gunman then turned his weapon on himself.", 0, 1),
    ("A third attacker was blown up by his own device.", 0, 1),
    ("The attacker was overpowered and later died of his wounds.", 0, 1),
    ("Twelve people and the two bombers were killed.", 12, 2),
    ("The man was shot dead by police.", 0, 1),
    ("He was shot dead by soldiers at the scene.", 0, 1),
    ("Officers opened fire and killed the assailant.", 0, 1),
    ("Three of the attackers were also killed and two captured.", 0, 3),
    ("The attack left nine dead, four of them assailants.", 5, 4),
    ("All six attackers were killed by the security forces, the minister said.", 0, 6),
    ("At least 15 terrorists were eliminated, the army said.", 0, 15),
    ("The suicide bomber was the only fatality.", 0, 1),
]
ARABIC = [
    ("وقتل المهاجم برصاص الشرطة.", 0, 1),
    ("وتمكنت القوات من قتل أربعة من المهاجمين.", 0, 4),
    ("وعثر على جثث ثلاثة مهاجمين في المكان.", 0, 3),
    ("وترك المهاجمون خلفهم جثة واحد منهم.", 0, 1),
    ("ولقي الانتحاري حتفه على الفور.", 0, 1),
    ("هلك الإرهابيون الأربعة جميعا.", 0, 4),
    ("وقضى الحراس على مسلحين اثنين.", 0, 2),
    ("وأسفر التفجير عن مقتل منفذه وثلاثة جنود.", 3, 1),
    ("قتل 12 شخصا بينهم الانتحاري.", 11, 1),
    ("قتل خمسة أشخاص إضافة إلى الانتحاريين الثلاثة.", 5, 3),
    ("وأردت الشرطة المهاجم قتيلا.", 0, 1),
    ("تم تحييد المهاجمين الثلاثة.", 0, 3),
    ("وأطلق حارس النار على المهاجم فأرداه قتيلا.", 0, 1),
    ("وانتحر المهاجم بإطلاق النار على نفسه.", 0, 1),
    ("سقط ثلاثة من عناصر التنظيم قتلى.", 0, 3),
    ("قتل المهاجمان على يد قوات الأمن.", 0, 2),
    ("فجر ثلاثة انتحاريين أنفسهم.", 0, 3),
    ("وقتل في الاشتباك ثلاثة من المهاجمين وجندي واحد.", 1, 3),
    ("كما لقي اثنان من المهاجمين مصرعهما.", 0, 2),
    ("وأسفر الهجوم عن مقتل تسعة أشخاص، أربعة منهم من المهاجمين.", 5, 4),
    ("وقتلت القوات الأمنية جميع المهاجمين وعددهم ستة.", 0, 6),
    ("وأعلن الجيش مقتل 15 إرهابيا في الهجوم.", 0, 15),
    ("الإرهابي هرول نحو السرادق فعاجله حارس من الحشد بثلاث إطلاقات أردته في الحال.", 0, 1),
    ("وأضاف أن أربع معلمات والسائق فارقوا الحياة.", 5, 0),
    ("بينما قتلت قوات الأمن المنفذ.", 0, 1),
    ("وقال إن المسلحين الخمسة قتلوا جميعا.", 0, 5),
    ("وتمكن أفراد الحراسة من تصفية ثلاثة من المهاجمين وفر الباقون.", 0, 3),
]


def dead(text: str, language: str) -> tuple[int, int]:
    """Return how many victims and how many attackers a sentence says were killed."""
    lexicon = context().lexicons[language]
    passage = segmented("body", text, lexicon)
    reader = Reading(passage, scan(passage, lexicon), lexicon, context().groups, {}, set(), None)
    tolls = [toll for s in passage.own_sentences for toll in Telling(s, reader, ()).tolls]
    killed = [toll for toll in tolls if toll.effect == "killed"]
    most = [
        max((toll.total for toll in killed if toll.side == side), default=0)
        for side in ("victim", "perpetrator")
    ]
    return most[0], most[1]


@pytest.mark.parametrize(("text", "victims", "attackers"), ENGLISH)
def test_english_tells_whose_dead(text: str, victims: int, attackers: int) -> None:
    assert dead(text, "en") == (victims, attackers)


@pytest.mark.parametrize(("text", "victims", "attackers"), ARABIC)
def test_arabic_tells_whose_dead(text: str, victims: int, attackers: int) -> None:
    assert dead(text, "ar") == (victims, attackers)


def test_bomber_without_a_number_is_one() -> None:
    body = "قتل ستة أشخاص الجمعة في بغداد عندما هاجم انتحاري سوقا شعبية."
    (found,) = reading(body).attacks
    assert figures(found) == {"killed": 6, "perpetrators_killed": 1}


def test_word_for_a_kind_of_attack_is_no_bomber() -> None:
    body = "قتل ستة أشخاص الجمعة في عملية انتحارية استهدفت سوقا شعبية في بغداد."
    (found,) = reading(body).attacks
    assert figures(found) == {"killed": 6}
