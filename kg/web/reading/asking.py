"""Ask the engine for what a page needs, and get plain values. Knows no Flask.

Pages ask through the same door as clients do, so they work with every engine.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg.engine import Engine
from kg.errors import UnknownIRIError
from kg.formats import JSON, N_TRIPLES

_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_THIS: Final = re.compile(r"VALUES\s+\?this\s*\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a solution: an IRI, a literal, or a blank node."""

    text: str
    is_iri: bool = False
    is_blank: bool = False
    language: str = ""
    datatype: str = ""


Row = dict[str, Value]


def _is_iri(text: str) -> bool:
    """Say whether *text* can stand in a query as an IRI: the engine refuses what is none."""
    if not _IRI.fullmatch(text):
        return False
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def reference(iri: str) -> str:
    """Write *iri* so that it can stand in a query and nothing else can come of it.

    Raises:
        UnknownIRIError: it is not an IRI, so nothing is known of it.
    """
    if not _is_iri(iri):
        raise UnknownIRIError(iri)
    return f"<{iri}>"


def references(iris: Iterable[str]) -> str:
    """Write *iris* for a VALUES clause; what is no IRI is left out."""
    return " ".join(f"<{iri}>" for iri in iris if _is_iri(iri))


def about(text: str, iri: str) -> str:
    """Put *iri* into the clause `VALUES ?this { … }` of a query of the project.

    Raises:
        UnknownIRIError: it is not an IRI.
    """
    return _THIS.sub(lambda _: f"VALUES ?this {{ {reference(iri)} }}", text)


def has_this(text: str) -> bool:
    """Say whether a query has the clause that `about` fills."""
    return _THIS.search(text) is not None


def rows(engine: Engine, text: str) -> list[Row]:
    """Ask a SELECT query."""
    answer = engine.evaluate(engine.prepare(text), JSON)
    document = json.loads(b"".join(answer.chunks))
    return [
        {name: _value(binding) for name, binding in solution.items()}
        for solution in document["results"]["bindings"]
    ]


def triples(engine: Engine, text: str) -> list[Triple]:
    """Ask a CONSTRUCT query; each triple comes once."""
    answer = engine.evaluate(engine.prepare(text), N_TRIPLES)
    return statements(b"".join(answer.chunks))


def statements(body: bytes) -> list[Triple]:
    """Read N-Triples; each triple comes once."""
    return list(dict.fromkeys(quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES)))


def term(value: Value) -> NamedNode | BlankNode | Literal:
    """Turn a value into a term of RDF."""
    if value.is_iri:
        return NamedNode(value.text)
    if value.is_blank:
        return BlankNode(value.text)
    if value.language:
        return Literal(value.text, language=value.language)
    if value.datatype:
        return Literal(value.text, datatype=NamedNode(value.datatype))
    return Literal(value.text)


def _value(binding: dict[str, str]) -> Value:
    return Value(
        text=binding["value"],
        is_iri=binding["type"] == "uri",
        is_blank=binding["type"] == "bnode",
        language=binding.get("xml:lang", ""),
        datatype=binding.get("datatype", ""),
    )


def is_true(engine: Engine, text: str) -> bool:
    """Ask an ASK query."""
    answer = engine.evaluate(engine.prepare(text), JSON)
    return bool(json.loads(b"".join(answer.chunks))["boolean"])


def is_known(engine: Engine, iri: str) -> bool:
    """Say whether the data mention *iri* at all.

    Raises:
        UnknownIRIError: it is not an IRI.
    """
    this = reference(iri)
    places = (anywhere(engine, f"{this} ?p ?o"), anywhere(engine, f"?s ?p {this}"))
    return is_true(engine, f"ASK {{ {' UNION '.join(places)} }}")


def first_known(engine: Engine, iris: Iterable[str]) -> str:
    """Return one of *iris* that the data mention; empty where they mention none."""
    block = references(iris)
    if not block:
        return ""
    places = (anywhere(engine, "?one ?p ?o"), anywhere(engine, "?s ?p ?one"))
    pattern = f"VALUES ?one {{ {block} }} {{ {' UNION '.join(places)} }}"
    found = rows(engine, f"SELECT ?one {{ {pattern} }} LIMIT 1")
    return found[0]["one"].text if found else ""


def anywhere(engine: Engine, pattern: str) -> str:
    """Write a pattern that matches in every graph; where they are united that is asked once."""
    if engine.is_union:
        return f"{{ {pattern} }}"
    return f"{{ {pattern} }} UNION {{ GRAPH ?anywhere {{ {pattern} }} }}"
