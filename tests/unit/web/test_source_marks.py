"""A source mark names publisher and document, and tells of when both are."""

import pytest

from kg.web.frame.source_marks import SourceMark


@pytest.mark.parametrize(
    ("mark", "short"),
    [
        (SourceMark("x", "Staffel 2", "kommune21.de"), "kommune21.de: Staffel 2"),
        (SourceMark("x", "Staffel 2"), "Staffel 2"),
        (
            SourceMark("x", "Gemeindeverzeichnis (GV)", "Statistisches Bundesamt (Destatis)"),
            "Destatis: Gemeindeverzeichnis (GV)",
        ),
        (
            SourceMark("x", "Gemeindeverzeichnis (GV-Auszug, AuszugGV4QAktuell.csv)"),
            "Gemeindeverzeichnis (GV-Auszug …",
        ),
        (SourceMark("x", "A" * 80), "A" * 80),  # one word is not torn
    ],
)
def test_a_mark_is_short_and_ends_between_words(mark: SourceMark, short: str) -> None:
    assert mark.short == short


def test_its_note_has_document_publisher_date_and_retrieval() -> None:
    mark = SourceMark("x", "Titel", "bmi.de", "2021-07", "2026-11-22")
    assert mark.told("de").split("\n") == [
        *("Titel", "bmi.de", "Stand 07/2021", "abgerufen 22.11.2026")
    ]
    assert mark.told("en").split("\n")[2:] == ["as of July 2021", "retrieved 22 November 2026"]


def test_a_document_without_a_date_says_so() -> None:
    assert SourceMark("x", "Titel").told("de") == "Titel\nohne eigenen Stand"
