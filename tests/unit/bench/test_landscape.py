import hashlib

import pytest

from bench.landscape import landscape, parse_size

SHA256_OF_10K = "7368e0c177932d1a6acf530fb92982a4f3602d06a2f1a735a6e7fe6a8852e6ae"


def test_the_same_size_gives_the_same_bytes_everywhere() -> None:
    text = "".join(landscape(10_000))
    assert hashlib.sha256(text.encode("utf-8")).hexdigest() == SHA256_OF_10K


def test_it_ends_with_the_project_that_reaches_the_size() -> None:
    blocks = ["", *landscape(10_000)]
    lines = "".join(blocks).count("\n")
    assert lines - blocks[-1].count("\n") < 10_000 <= lines


def test_what_projects_refer_to_is_there_even_in_the_smallest_one() -> None:
    text = "".join(landscape(1))
    assert "<https://example.org/funding/region/DED>" in text
    assert "<https://example.org/funding/project/" not in text


@pytest.mark.parametrize(
    ("text", "quads"), [("10k", 10_000), ("1M", 1_000_000), ("2500", 2500), ("0.5m", 500_000)]
)
def test_a_size_is_a_number_with_or_without_a_unit(text: str, quads: int) -> None:
    assert parse_size(text) == quads


@pytest.mark.parametrize("text", ["", "M", "many"])
def test_what_is_no_number_is_no_size(text: str) -> None:
    with pytest.raises(ValueError, match=r"could not convert|invalid literal"):
        parse_size(text)
