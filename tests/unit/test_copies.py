"""Texts that tell the same in much the same words are put together; others stay apart."""

from deploy.data.copies import copies


def pieces(text: str) -> frozenset[str]:
    return frozenset(text)


def test_copies_share_a_group_and_so_do_copies_of_copies() -> None:
    assert copies([pieces("abcdef"), pieces("xyz"), pieces("efghij"), pieces("ijklmn")]) == [
        0, 1, 0, 0,
    ]  # fmt: skip


def test_texts_that_share_little_stay_apart() -> None:
    assert copies([pieces("abcdefghij"), pieces("jklmnopqrs")]) == [0, 1]


def test_what_many_texts_share_joins_none() -> None:
    assert copies([frozenset({"the", at}) for at in range(30)]) == list(range(30))
