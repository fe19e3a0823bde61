"""A citation says the same in each form, and nothing in it is an order to TeX."""

import json
import shutil
import subprocess
from dataclasses import replace
from hashlib import sha256

import pytest

from kg.web.releases.citation import Citation, as_bibtex, as_csl, as_text, result_sha256

HASH = "a1b2c3d4" * 8
RESULT = Citation(
    author="Fördergraph",
    dataset="Fördergraph: Wer fördert digitale Kommunen in Deutschland?",
    query="Programme und wer sie heute verantwortet",
    version="2026.11.22-68acc4e3",
    date="2026-11-22",
    url="https://daten.example/q/abc?v=2026.11.22-68acc4e3",
    sha256=HASH,
    language="de",
)
DATASET = replace(RESULT, query="", url="https://daten.example/dumps/2026.11.22-68acc4e3/")


def test_the_text_has_author_title_release_date_address_and_hash() -> None:
    assert as_text(RESULT) == (
        "Fördergraph (2026): Programme und wer sie heute verantwortet. "
        "Abfrage an Fördergraph: Wer fördert digitale Kommunen in Deutschland? "
        "Ausgabe 2026.11.22-68acc4e3 vom 22.11.2026. "
        "https://daten.example/q/abc?v=2026.11.22-68acc4e3. "
        f"SHA-256 des Ergebnisses: {HASH}."
    )


def test_the_text_is_english_where_that_is_wanted() -> None:
    cited = replace(DATASET, dataset="Fördergraph", date="", sha256="", language="en")
    assert as_text(cited) == (
        "Fördergraph (n.d.): Fördergraph. Release 2026.11.22-68acc4e3. "
        "https://daten.example/dumps/2026.11.22-68acc4e3/."
    )


def test_bibtex_has_the_same() -> None:
    assert as_bibtex(RESULT) == (
        "@misc{foerdergraph-2026.11.22-68acc4e3-a1b2c3d4,\n"
        "  author = {{Fördergraph}},\n"
        "  title = {{Programme und wer sie heute verantwortet}},\n"
        "  howpublished = {Abfrage an Fördergraph: Wer fördert digitale Kommunen in "
        "Deutschland?},\n"
        "  edition = {Ausgabe 2026.11.22-68acc4e3},\n"
        "  version = {2026.11.22-68acc4e3},\n"
        "  year = {2026},\n"
        "  month = {11},\n"
        "  url = {https://daten.example/q/abc?v=2026.11.22-68acc4e3},\n"
        f"  note = {{SHA-256 des Ergebnisses: {HASH}}},\n"
        "}\n"
    )


def test_nothing_of_a_title_is_an_order_to_tex() -> None:
    title = "}\\input{/etc/passwd}% $x_1^2$ & #1 ~\n@misc{evil,"
    escaped = (
        r"\}\textbackslash{}input\{/etc/passwd\}\% \$x\_1\textasciicircum{}2\$ "
        r"\& \#1 \textasciitilde{} @misc\{evil,"
    )
    assert f"  title = {{{{{escaped}}}}},\n" in as_bibtex(replace(RESULT, query=title))


def test_csl_has_the_same() -> None:
    assert json.loads(as_csl(RESULT)) == [
        {
            "id": "foerdergraph-2026.11.22-68acc4e3-a1b2c3d4",
            "type": "dataset",
            "title": "Programme und wer sie heute verantwortet",
            "container-title": "Fördergraph: Wer fördert digitale Kommunen in Deutschland?",
            "author": [{"literal": "Fördergraph"}],
            "publisher": "Fördergraph",
            "version": "2026.11.22-68acc4e3",
            "URL": "https://daten.example/q/abc?v=2026.11.22-68acc4e3",
            "language": "de",
            "issued": {"date-parts": [[2026, 11, 22]]},
            "note": f"SHA-256 des Ergebnisses: {HASH}",
        }
    ]


def test_the_hash_of_a_result_does_not_hang_on_the_order_of_its_rows() -> None:
    first, second = b"?a\n<urn:b>\n<urn:a>\n<urn:a>\n", b"?a\n<urn:a>\n<urn:b>\n<urn:a>\n"
    expected = sha256(b"<urn:a>\n<urn:a>\n<urn:b>\n?a\n").hexdigest()
    assert result_sha256(first) == result_sha256(second) == expected
    assert result_sha256(b"?a\n<urn:a>\n<urn:b>\n") != expected


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum here")
@pytest.mark.parametrize("body", ['?a\t?b\n"ö"\t"a b"\n"Z"\t1\n"ä"\t\n', "true", "?a\n\n\n"])
def test_anyone_can_make_it_with_three_commands(body: str) -> None:
    command = "LC_ALL=C sort | sha256sum"
    done = subprocess.run(["sh", "-c", command], input=body.encode(), capture_output=True)
    assert done.stdout.decode().split()[0] == result_sha256(body.encode())


@pytest.mark.parametrize(
    ("body", "is_hashed"),
    [
        (b"?a\t?b\n_:x\t1\n", False),
        (b"?a\t?b\n1\t_:x\n", False),
        (b'?a\n"_:x"\n', True),
        (b"_:x <urn:p> <urn:o> .\n", False),
        (b"<urn:s> <urn:p> _:x .\n", False),
        (b'<urn:s> <urn:p> "a _:x ." .\n', True),
    ],
)
def test_what_has_blank_nodes_has_no_hash(body: bytes, is_hashed: bool) -> None:
    assert bool(result_sha256(body)) is is_hashed
