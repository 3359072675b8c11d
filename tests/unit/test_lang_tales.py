"""Who did it, and to whom, as papers with the verb at the end tell it: tr, fa, ckb."""

from tests.reading import attack


def test_group_that_says_it_struck_claims_it_where_the_subject_is_left_out():
    body = (
        "جبهه مقاومت ملی می‌گوید شب سه‌شنبه بر یک ایست بازرسی طالبان در خیرخانه کابل حمله کرده که "
        "در آن سه عضو طالبان کشته شدند."
    )
    found = attack(body, language="fa")
    assert [p.name for p in found.perpetrators] == ["National Resistance Front of Afghanistan"]
    assert [c.claimant for c in found.claims] == ["National Resistance Front of Afghanistan"]


def test_group_that_only_tells_what_a_state_did_is_not_who_did_it():
    body = "حماس: ارتش اسرائیل به مدرسه‌ای در غزه حمله کرد و ده غیرنظامی کشته شدند."
    assert [p.name for p in attack(body, language="fa").perpetrators] == ["Israeli forces"]


def test_one_shot_dead_who_withstood_attackers_is_a_victim():
    body = (
        "Nijerya'nın Kuriga kasabasında silahlılar okula baskın düzenledi. Saldırganlara karşı "
        "koymaya çalışan bir köy bekçisi de vurularak öldürüldü."
    )
    found = attack(body, language="tr")
    assert (found.killed, found.perpetrators_killed) == (1, None)


def test_members_in_the_plural_do_it_to_those_counted_behind():
    body = "Halis ilçesinde bir köye saldıran IŞİD militanları sekiz sivili öldürdü."
    found = attack(body, language="tr")
    assert (found.killed, found.perpetrators_killed) == (8, None)


def test_country_that_by_leads_to_struck():
    body = "باڵەخانەیەک لە تاران لەلایەن ئیسرائیلەوە بۆردومان کرا و شازدە کەس کوژران."
    assert [p.name for p in attack(body, language="ckb").perpetrators] == ["Israeli forces"]


def test_several_youths_are_no_figure():
    body = "چەکداران هێرشیان کردە سەر کەنیسەیەک لە کۆماندا، 43 کەس کوژران. چەند گەنجێک رفێندران."
    assert attack(body, language="ckb").abducted is None
