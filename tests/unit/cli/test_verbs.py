"""The command line: data to standard output, words to standard error, a status that tells."""

import io
import os
import sys
from pathlib import Path
from typing import TypeAlias

import pytest

from kg.cli import run
from kg.cli.arguments import parser
from kg.cli.verbs import VERBS
from kg.release import Hold, open_release
from tests.conftest import FIXTURES, ROOT

DATA = FIXTURES / "two-linked-things.trig"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    out = tmp_path_factory.mktemp("build")
    assert run(["load", str(DATA), "--out", str(out)], {}) == 0
    return {"KG_OUT": str(out)}


def test_every_verb_of_the_parser_does_something() -> None:
    actions = [action for action in parser()._actions if action.dest == "verb"]
    assert set(actions[0].choices or ()) == set(VERBS)


def test_load_prints_the_folder_of_the_release(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["load", str(DATA), "--out", str(tmp_path)], {}) == 0
    folder = Path(capsys.readouterr().out.strip())
    assert folder.parent == tmp_path
    assert (folder / "manifest.json").is_file()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "x,y\r\nStädte,1\r\n"),
        (["--format", "tsv"], '?x\t?y\n"Städte"\t1\n'),
        (
            ["--format", "json"],
            '{"head":{"vars":["x","y"]},"results":{"bindings":[{"x":{"type":"literal",'
            '"value":"Städte"},"y":{"type":"literal","value":"1","datatype":'
            '"http://www.w3.org/2001/XMLSchema#integer"}}]}}',
        ),
    ],
)
def test_query_answers_in_the_format_asked_for(
    loaded: dict[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    expected: str,
) -> None:
    file = tmp_path / "q.rq"
    file.write_text("SELECT ('Städte' AS ?x) (1 AS ?y) {}", encoding="utf-8")
    assert run(["query", str(file), *arguments], loaded) == 0
    assert capsys.readouterr().out.replace("\r\n", "\n") == expected.replace("\r\n", "\n")


def test_query_reads_standard_input_and_the_union(
    loaded: dict[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "PREFIX fg: <https://w3id.org/foerdergraph/ns#> SELECT ?a { ?t fg:ags ?a }"
    monkeypatch.setattr(sys, "stdin", io.StringIO(asked))
    assert run(["query", "-"], loaded) == 0
    assert capsys.readouterr().out.split() == ["a", "05962024"]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["query", "no-such-question"], 1, "neither a file nor a question"),
        (["query", str(DATA)], 1, "kg query: line 4, column 1: expected"),
        (["load", "absent.ttl"], 1, "kg load: absent.ttl: cannot be read"),
        (["import", "no-such-source"], 1, "there is no such source"),
    ],
)
def test_what_cannot_be_done_says_why(
    loaded: dict[str, str],
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    status: int,
    words: str,
) -> None:
    assert run(arguments, loaded) == status
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.out == ""


def test_a_format_that_does_not_fit_is_a_wrong_call(
    loaded: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "q.rq"
    file.write_text("ASK {}", encoding="utf-8")
    assert run(["query", str(file), "--format", "turtle"], loaded) == 2
    assert "one of json, xml, csv, tsv" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [[], ["fly"], ["serve", "--port", "http"], ["serve", "--graph", "no-file"], ["load"]],
)
def test_a_wrong_call_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(arguments, {})
    assert caught.value.code == 2
    assert "usage: kg" in capsys.readouterr().err


def test_an_unknown_setting_stops_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "-"], {"KG_PROT": "1"}) == 1
    assert "KG_PROT='1': expected one of" in capsys.readouterr().err


def test_without_release_the_error_says_how_to_make_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["serve"], {"KG_OUT": str(tmp_path)}) == 1
    assert "`kg build` makes one" in capsys.readouterr().err


def test_importing_the_command_line_reads_no_rdf_library() -> None:
    """`kg serve` starts in a fraction of a second."""
    import subprocess

    code = "import sys, kg.cli.serving; print({'rdflib', 'pyshacl', 'owlrl'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "set()"


Published: TypeAlias = tuple[dict[str, str], list[str]]


@pytest.fixture
def published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Published:
    """Publish two states; give the settings and the releases' names."""
    environ, names = {"KG_OUT": str(tmp_path / "out")}, []
    for value in ("old", "new"):
        file = tmp_path / "data.nq"
        file.write_text(f'<http://e/a> <http://e/p> "{value}" <http://e/g> .\n')
        assert run(["load", str(file)], environ) == 0
        names.append(Path(capsys.readouterr().out.strip()).name)
    return environ, names


OLD = 'D <http://e/a> <http://e/p> "old" <http://e/g> .'
NEW = 'A <http://e/a> <http://e/p> "new" <http://e/g> .'


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ([], [NEW, OLD]),
        ([0], [NEW, OLD]),
        ([0, 1], [NEW, OLD]),
        ([1, 0], [NEW.replace("A", "D", 1), OLD.replace("D", "A", 1)]),
        ([1, 1], []),
    ],
)
def test_diff_says_what_came_and_what_went(
    published: Published,
    capsys: pytest.CaptureFixture[str],
    asked: list[int],
    expected: list[str],
) -> None:
    environ, names = published
    assert run(["diff", *(names[number] for number in asked)], environ) == 0
    assert capsys.readouterr().out.splitlines() == expected


@pytest.mark.parametrize("asked", [["nothing"], ["nothing", "at-all"]])
def test_diff_names_what_was_published(
    published: Published,
    capsys: pytest.CaptureFixture[str],
    asked: list[str],
) -> None:
    environ, names = published
    assert run(["diff", *asked], environ) == 1
    assert ", ".join(names) in capsys.readouterr().err


def test_publish_goes_back_and_the_history_says_so(
    published: Published, capsys: pytest.CaptureFixture[str]
) -> None:
    environ, names = published
    assert run(["publish", names[0]], environ) == 0
    folder = Path(capsys.readouterr().out.strip())
    assert folder == (folder.parent / "current").resolve()
    assert folder.name == names[0]
    assert run(["diff"], environ) == 0
    found = capsys.readouterr().out.splitlines()
    assert found == [NEW.replace("A", "D", 1), OLD.replace("D", "A", 1)]


@pytest.mark.parametrize("name", ["2020.01.01-00000000", "../out", "current", "history"])
def test_publish_takes_only_the_name_of_a_release(published: Published, name: str) -> None:
    environ, names = published
    assert run(["publish", name], environ) == 1
    assert (Path(environ["KG_OUT"]) / "current").readlink().name == names[1]


@pytest.fixture
def three(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Published:
    """Publish three states, one after the other."""
    environ, names = {"KG_OUT": str(tmp_path / "out")}, []
    for number, value in enumerate(("first", "second", "third")):
        file = tmp_path / "data.nq"
        file.write_text(f'<http://e/a> <http://e/p> "{value}" <http://e/g> .\n')
        assert run(["load", str(file)], environ) == 0
        folder = Path(capsys.readouterr().out.strip())
        os.utime(folder, (1_000_000 + number, 1_000_000 + number))
        names.append(folder.name)
    return environ, names


def kept(environ: dict[str, str]) -> set[str]:
    out = Path(environ["KG_OUT"])
    assert not list(out.glob(".tmp-*"))
    return {path.name for path in out.iterdir() if path.is_dir() and not path.is_symlink()}


@pytest.mark.parametrize(("keep", "stay"), [(1, [2]), (2, [1, 2]), (3, [0, 1, 2]), (9, [0, 1, 2])])
def test_prune_keeps_the_newest(
    three: Published, capsys: pytest.CaptureFixture[str], keep: int, stay: list[int]
) -> None:
    environ, names = three
    assert run(["prune", "--keep", str(keep)], environ) == 0
    assert kept(environ) == {"history", *(names[number] for number in stay)}
    printed = {Path(line).name for line in capsys.readouterr().out.splitlines()}
    assert printed == set(names) - {names[number] for number in stay}
    assert run(["diff", names[0]], environ) == 0


def test_prune_keeps_what_is_pointed_to_however_old_it_is(three: Published) -> None:
    environ, names = three
    assert run(["publish", names[0]], environ) == 0
    assert run(["prune", "--keep", "1"], environ) == 0
    assert kept(environ) == {"history", names[0]}


def test_prune_leaves_what_somebody_serves_and_says_so(
    three: Published, capsys: pytest.CaptureFixture[str]
) -> None:
    environ, names = three
    hold = Hold(open_release(Path(environ["KG_OUT"], names[1])))
    assert run(["prune", "--keep", "1"], environ) == 0
    assert f"{names[1]} stays, as it is being served" in capsys.readouterr().err
    assert kept(environ) == {"history", names[1], names[2]}
    hold.let_go()
    assert run(["prune", "--keep", "1"], environ) == 0
    assert kept(environ) == {"history", names[2]}


@pytest.mark.parametrize("keep", ["0", "-1", "all", "²"])
def test_prune_never_removes_all(three: Published, keep: str) -> None:
    environ, names = three
    with pytest.raises(SystemExit):
        run(["prune", "--keep", keep], environ)
    assert set(names) < kept(environ)
