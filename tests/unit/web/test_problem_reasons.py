"""Whatever an error says to a reader has its German beside it."""

import ast
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from kg import errors
from kg.web.problems import FAULT, HIDDEN, STATUSES
from kg.web.words.problem_reasons import SENTENCES, in_german
from tests.conftest import ROOT

SAMPLES = {
    "accepted": ("text/csv",),
    "keyword": "SERVICE",
    "limit_s": 2.5,
    "line": 3,
    "column": 7,
    "offers": ("text/csv", "text/html"),
    "parameter": "page",
    "reason": "missing",
    "suffixes": (".ttl", ".html"),
    "successor": "https://w3id.org/foerdergraph/id/projekt/b",
}


def sample(error: type[Exception]) -> Exception:
    """Make an error of this kind, with something in each of its fields."""
    names = [field.name for field in fields(error)] if is_dataclass(error) else []
    reason = {"QueryNotStoredError": "this server stores no queries"}.get(error.__name__, "missing")
    return error(**{name: (SAMPLES | {"reason": reason}).get(name, "17") for name in names})


def reasons() -> Iterator[str]:
    """List what the code calls wrong about a parameter; a value in it stands as 17."""
    for path in (ROOT / "kg" / "web").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            target.id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "MalformedRequestError":
                reason = node.args[1]
                yield _text(
                    named.get(reason.id, reason) if isinstance(reason, ast.Name) else reason
                )


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else "17"


@pytest.mark.parametrize("error", sorted(set(STATUSES) - set(HIDDEN), key=lambda e: e.__name__))
def test_every_error_is_told_in_german(error: type[Exception]) -> None:
    said = str(sample(error))
    german = in_german(said)
    assert german is not None, said
    assert german != said


@pytest.mark.parametrize("reason", sorted(set(reasons())))
def test_every_reason_is_told_in_german(reason: str) -> None:
    assert in_german(reason) is not None


@pytest.mark.parametrize(
    ("said", "german"),
    [
        (
            str(errors.QuerySyntaxError(3, 7, "expected } or FILTER")),
            "Zeile 3, Spalte 7: hier wird erwartet: } oder FILTER",
        ),
        (
            str(errors.MalformedRequestError("q", "longer than 200 characters")),
            "q: länger als 200 Zeichen",
        ),
        (
            str(errors.WithdrawnIRIError("https://x.example/a", "https://x.example/b")),
            "<https://x.example/a> wurde zurückgezogen; an seine Stelle trat <https://x.example/b>",
        ),
        (str(errors.MergedIRIError("urn:a: b", "urn:c")), "<urn:a: b> ging in <urn:c> auf"),
        (str(errors.UnknownPageError("/{x}/€")), "unter /{x}/€ gibt es nichts"),
        (FAULT, "Hier ist etwas schiefgegangen. Es wurde vermerkt; bitte später noch einmal "
                "versuchen."),
    ],
)  # fmt: skip
def test_sentences_keep_what_was_given(said: str, german: str) -> None:
    assert in_german(said) == german


@pytest.mark.parametrize("said", ["", "disk I/O error", "page: no such thing"])
def test_what_nobody_wrote_stays_as_it_is(said: str) -> None:
    assert in_german(said) is None


def test_no_sentence_is_hidden_by_an_earlier_one() -> None:
    for english, german in SENTENCES.items():
        plain = english.replace("{rest}", "missing").replace("{", "").replace("}", "")
        wanted = german.replace("{rest}", "fehlt").replace("{", "").replace("}", "")
        assert in_german(plain) == wanted
