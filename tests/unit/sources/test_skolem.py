"""Blank nodes become IRIs that depend on content alone."""

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from kg.sources.skolem import GENID, CircularBlankNodesError, skolemise

SCOPE = "https://w3id.org/foerdergraph/graph/shapes"


def read(turtle: str) -> list[Quad]:
    return list(parse(f"@prefix x: <https://example.org/> .\n{turtle}", RdfFormat.TURTLE))


def names(turtle: str, scope: str = SCOPE) -> set[str]:
    quads = skolemise(read(turtle), scope)
    terms = [term for quad in quads for term in (quad.subject, quad.object)]
    return {term.value for term in terms if str(term).startswith(f"<{GENID}")}


def test_no_blank_node_is_left() -> None:
    quads = skolemise(read("x:a x:b [ x:c ( 1 2 [ x:d 3 ] ) ] ."), SCOPE)
    assert "_:" not in "\n".join(map(str, quads))
    assert len(quads) == 9


def test_two_readings_give_the_same_iris() -> None:
    assert names("x:a x:b ( 1 2 ), [ x:c 3 ] .") == names("x:a x:b [ x:c 3 ], ( 1 2 ) .")


def test_an_edit_elsewhere_leaves_an_iri_alone() -> None:
    assert names("x:a x:b [ x:c 3 ] .") < names("x:a x:b [ x:c 3 ] . x:z x:b [ x:c 3 ], ( 5 6 ) .")


def test_equal_nodes_in_different_places_stay_apart() -> None:
    assert len(names("x:a x:b [ x:c 3 ] . x:z x:b [ x:c 3 ] .")) == 2


def test_equal_nodes_of_two_graphs_stay_apart() -> None:
    assert names("x:a x:b [] .").isdisjoint(names("x:a x:b [] .", SCOPE + "2"))


def test_a_long_list_is_no_deeper_than_a_short_one() -> None:
    items = " ".join(map(str, range(5000)))
    assert len(names(f"x:a x:b ( {items} ) .")) == 5000


def test_a_circle_of_blank_nodes_is_refused() -> None:
    with pytest.raises(CircularBlankNodesError):
        skolemise(read("_:a x:b _:c . _:c x:b _:a ."), SCOPE)
