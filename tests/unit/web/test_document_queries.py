"""The table from class to query is read from the headers of the files."""

from pathlib import Path

import pytest

from kg.errors import QueryFileError
from kg.namespaces import expand
from kg.web.reading.document_queries import read_document_queries
from tests.conftest import ROOT

HEAD = "# title.de: T\n# title.en: T\n"
BODY = "CONSTRUCT WHERE { VALUES ?this { <urn:x> } ?this ?p ?o }\n"


def folder_with(folder: Path, **files: str) -> Path:
    for name, text in {"default": HEAD + BODY, **files}.items():
        (folder / f"{name}.rq").write_text(text, encoding="utf-8")
    return folder


def test_a_class_has_the_query_that_names_it(tmp_path: Path) -> None:
    grant = f"{HEAD}# classes: fg:Grant fg:GrantShare\n{BODY}"
    queries = read_document_queries(folder_with(tmp_path, grant=grant))
    assert queries.for_classes([expand("fg:GrantShare")]).name == "grant"
    assert queries.for_classes([expand("fg:Project")]).name == "default"
    assert queries.for_classes([]).name == "default"


def test_of_several_classes_the_first_file_by_name_counts(tmp_path: Path) -> None:
    files = {name: f"{HEAD}# classes: fg:{name.title()}\n{BODY}" for name in ("grant", "action")}
    queries = read_document_queries(folder_with(tmp_path, **files))
    assert queries.for_classes([expand("fg:Grant"), expand("fg:Action")]).name == "action"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{HEAD}ASK {{}}", "there is no `VALUES ?this"),
        (f"{HEAD}# classes: nope:Grant\n{BODY}", "names nope:Grant, whose prefix is unknown"),
        (BODY, "the header lacks"),
    ],
)
def test_a_file_that_cannot_serve_says_why(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(QueryFileError) as caught:
        read_document_queries(folder_with(tmp_path, broken=text))
    assert reason in caught.value.reason


def test_two_files_for_one_class_are_refused(tmp_path: Path) -> None:
    both = f"{HEAD}# classes: fg:Grant\n{BODY}"
    with pytest.raises(QueryFileError, match=r"a\.rq is for fg:Grant already"):
        read_document_queries(folder_with(tmp_path, a=both, b=both))


def test_a_folder_without_default_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QueryFileError, match=r"default\.rq: missing"):
        read_document_queries(tmp_path)


def test_the_projects_own_document_queries_are_read() -> None:
    assert read_document_queries(ROOT / "queries" / "documents").default.name == "default"
