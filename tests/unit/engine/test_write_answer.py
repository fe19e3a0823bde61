"""Writing an answer piece by piece."""

from io import BytesIO

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.engine.writing import write_answer
from kg.errors import NotXMLError
from kg.formats import ALL_FORMATS, CSV, GRAPH_FORMATS, RDF_XML, TRIG, TURTLE, XML, Format

ALL = "CONSTRUCT WHERE { ?s ?p ?o }"


def store_of(count: int) -> Store:
    store = Store()
    predicate = NamedNode("http://purl.org/dc/terms/title")
    things = (NamedNode(f"http://example.org/{number}") for number in range(count))
    store.bulk_extend(Quad(thing, predicate, Literal("x" * 50)) for thing in things)
    return store


@pytest.mark.parametrize("count", [0, 1, 20_000])
@pytest.mark.parametrize("written_as", GRAPH_FORMATS, ids=lambda f: f.name)
def test_a_graph_reads_back_whole(written_as: Format, count: int) -> None:
    store, written = store_of(count), BytesIO()
    write_answer(store.query(ALL), written_as, written)
    assert isinstance(written_as.codec, RdfFormat)
    read = {quad.triple for quad in parse(written.getvalue(), format=written_as.codec)}
    assert read == {quad.triple for quad in store}


@pytest.mark.parametrize("written_as", [TURTLE, TRIG, RDF_XML], ids=lambda f: f.name)
def test_a_short_graph_has_the_prefixes_that_occur_and_a_long_one_has_all(
    written_as: Format,
) -> None:
    short, long = BytesIO(), BytesIO()
    write_answer(store_of(1).query(ALL), written_as, short)
    write_answer(store_of(20_000).query(ALL), written_as, long)
    assert b"dcterms" in short.getvalue()
    assert b"skos" not in short.getvalue()
    assert b"dcterms" in long.getvalue()
    assert b"skos" in long.getvalue()


def test_a_long_graph_is_written_in_pieces() -> None:
    pieces: list[int] = []

    class Sink(BytesIO):
        def write(self, piece: object) -> int:
            pieces.append(len(piece))  # type: ignore[arg-type] # bytes, as every sink is given
            return pieces[-1]

    write_answer(store_of(40_000).query(ALL), TURTLE, Sink())
    assert 2**20 <= pieces[0] < 2**20 + 2**16
    assert max(pieces[1:]) < 2**16


@pytest.mark.parametrize("written_as", ALL_FORMATS, ids=lambda f: f.name)
def test_what_a_sink_raises_is_passed_on(written_as: Format) -> None:
    class Full(BytesIO):
        def write(self, piece: object) -> int:
            raise KeyError(len(repr(piece)))

    is_graph = isinstance(written_as.codec, RdfFormat)
    wkt = "<http://www.opengis.net/ont/geosparql#wktLiteral>"
    rows = "SELECT ('POINT(1 2)'^^" + wkt + " AS ?w) ?s ?o"
    query = ALL if is_graph else rows + "{ ?s ?p ?o }"
    with pytest.raises(KeyError):
        write_answer(store_of(20_000).query(query), written_as, Full())


def test_a_format_of_the_other_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot carry a graph"):
        write_answer(Store().query(ALL), CSV, BytesIO())
    with pytest.raises(ValueError, match="cannot carry solutions"):
        write_answer(Store().query("ASK {}"), TURTLE, BytesIO())


@pytest.mark.parametrize("codepoint", [0x00, 0x01, 0x0B, 0x1F, 0xFFFE])
@pytest.mark.parametrize(
    ("form", "answer_format"),
    [("SELECT (?a AS ?b) {{ {} }}", XML), ("CONSTRUCT {{ <urn:s> <urn:p> ?a }} {{ {} }}", RDF_XML)],
    ids=["solutions", "graph"],
)
def test_what_xml_cannot_carry_is_refused(codepoint: int, form: str, answer_format: Format) -> None:
    text = form.format(f'BIND("x\\u{codepoint:04X}" AS ?a)')
    with pytest.raises(NotXMLError, match=f"U\\+{codepoint:04X}"):
        write_answer(Store().query(text), answer_format, BytesIO())
