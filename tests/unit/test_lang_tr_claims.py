"""Turkish words of claims, and figures told in the ways less common."""

import pytest

from tests.reading import attack, figures

_HEAD = "Bağdat'ta perşembe günü bir pazara düzenlenen bombalı saldırıda dokuz kişi öldü. "


@pytest.mark.parametrize(
    ("claim", "group"),
    [
        ("Saldırıyı IŞİD yaptığını duyurdu.", "Islamic State"),
        ("IŞİD sözcüsü, “Saldırıyı biz gerçekleştirdik” dedi.", "Islamic State"),
        ("IŞİD, radyosundan yaptığı açıklamada sorumluluğu üzerine aldı.", "Islamic State"),
        ("Saldırının IŞİD tarafından üstlenildiği bildirildi.", "Islamic State"),
        ("IŞİD bir bildiriyle bombayı sahiplendi.", "Islamic State"),
    ],
)
def test_a_group_claims_it(claim: str, group: str) -> None:
    told = attack(_HEAD + claim, language="tr")
    assert [(one.claimant, one.kind) for one in told.claims] == [(group, "responsibility")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Şam'da perşembe günü bir pazardaki saldırıda sekiz kişi öldü, 20'den "
            "fazla yaralı var.",
            {"killed": 8, "wounded": 20},
        ),
        (
            "Şam'da perşembe günü bir pazardaki saldırıda sekiz kişi öldü, 20'ye "
            "yakın yaralı bulunuyor.",
            {"killed": 8, "wounded": 20},
        ),
        (
            "Şam'da perşembe günü bir pazardaki saldırıda sekiz kişi öldü, yirmiden "
            "fazla yaralı var.",
            {"killed": 8, "wounded": 20},
        ),
        (
            "Kerkük'te salı günü bir köye silahlı saldırı düzenlendi. İki kişi bacağından vuruldu.",
            {"wounded": 2},
        ),
        (
            "Şam'da perşembe günü bir pazardaki saldırıda, aralarında kadın ve "
            "çocukların da bulunduğu sekiz kişi öldü.",
            {"killed": 8},
        ),
        (
            "Kabil'de perşembe günü bir otele saldırı düzenlendi. Beş sivil öldü, "
            "12 kişi yaralı olarak kurtarıldı. Güvenlik güçleri üç saldırganı "
            "öldürdü.",
            {"killed": 5, "wounded": 12, "perpetrators_killed": 3},
        ),
    ],
)
def test_figures_are_read(text: str, expected: dict[str, int]) -> None:
    assert figures(attack(text, language="tr")) == expected
