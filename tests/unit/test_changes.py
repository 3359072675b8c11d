import pytest

from streams.stages.dedup.changes import changed_numbers, is_template


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("5 2016", "5 2016", ()),
        ("5 10 2016", "7 10 2016", ("5>7",)),
        ("5 2016", "5 10 2016", (">10",)),
        ("5 10 2016", "5 2016", ("10>",)),
        ("5 10", "10 5", ()),
        ("5 10 2016", "7 12 2016", ("5>7", "10>12")),
        ("", "5", (">5",)),
    ],
)
def test_changed_numbers_are_told_as_before_and_after(old, new, changed):
    assert changed_numbers(old.split(), new.split()) == changed


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("5 10 2016", "5 10 2016 555 123", ()),
        ("5 10 2016", "5 10", ()),
        ("5 10 2016", "5", ()),
        ("5 2016", "5 10 2016", (">10",)),
        ("5 10 2016", "7 10 2016", ("5>7",)),
        ("5 14 14 2016", "10 10 5 2016", (">10", ">10")),
        ("5 14 2016", "0555123456 0555123456 5 14 2016", ()),
    ],
)
def test_numbers_at_the_ends_and_left_out_do_not_count_for_another_outlet(old, new, changed):
    assert changed_numbers(old.split(), new.split(), ends=False) == changed


def test_issues_of_a_template_share_few_of_many_numbers():
    monday, tuesday = [str(n) for n in range(10)], [str(n) for n in range(20, 30)]
    assert is_template(monday, tuesday)
    assert not is_template(monday, [*monday[:7], "20", "21"])
    assert not is_template(monday[:4], tuesday[:4])
