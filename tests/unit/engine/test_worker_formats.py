"""Workers write every format as it is written without them, and tell what they cannot write."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from kg.engine import DataFiles, Engine, EngineData, Limits, load_files, open_worker_engine
from kg.engine.writing import write_answer
from kg.errors import NoGeometryError
from kg.formats import ALL_FORMATS, GEOJSON, Format, Kind
from kg.jsonld import Context

CONTEXT = Context.parse('{"@context": {"ex": "http://example.org/", "name": "ex:name"}}')
LINES = (
    '<http://example.org/1> <http://example.org/name> "=1" .\n'
    "<http://example.org/1> <http://example.org/at> "
    '"POINT(7 51)"^^<http://www.opengis.net/ont/geosparql#wktLiteral> .\n'
)
GRAPH = "CONSTRUCT WHERE { ?s ?p ?o }"
ROWS = "SELECT * { ?s <http://example.org/name> ?name ; <http://example.org/at> ?at }"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "one-place.nt"
    path.write_text(LINES)
    return path


@pytest.fixture(scope="module")
def engine(file: Path) -> Iterator[Engine]:
    data = EngineData(DataFiles((file,)), context=CONTEXT)
    engine = open_worker_engine("memory", data, Limits(), memory_share=0.5)
    yield engine
    engine.close()


@pytest.mark.parametrize("answer_format", ALL_FORMATS, ids=lambda f: f.name)
def test_a_worker_writes_what_is_written_without_it(
    engine: Engine, file: Path, answer_format: Format
) -> None:
    text = GRAPH if answer_format.kind is Kind.GRAPH else ROWS
    expected = BytesIO()
    write_answer(load_files(DataFiles((file,))).query(text), answer_format, expected, CONTEXT)
    found = b"".join(engine.evaluate(engine.prepare(text), answer_format).chunks)
    assert found == expected.getvalue()


def test_a_worker_says_that_there_is_no_geometry(engine: Engine) -> None:
    with pytest.raises(NoGeometryError):
        engine.evaluate(engine.prepare("SELECT ?s { ?s ?p ?o }"), GEOJSON)
