"""What the service description says the engine can do, it can."""

import pytest
from pyoxigraph import Store

from kg.engine.functions import EXTENSION_FUNCTIONS, GEOSPARQL

ABSENT = ("buffer", "boundary", "metricArea", "maxX", "numGeometries", "geometryType", "transform")


def is_known(iri: str) -> bool:
    """Ask the engine itself: it refuses a function that it does not have."""
    try:
        Store().query(f"ASK {{ FILTER(<{iri}>(?a)) }}")
    except RuntimeError:
        return False
    return True


@pytest.mark.parametrize("iri", EXTENSION_FUNCTIONS)
def test_the_engine_has_every_function_that_is_listed(iri: str) -> None:
    assert is_known(iri)


@pytest.mark.parametrize("name", ABSENT)
def test_what_it_does_not_have_is_not_listed(name: str) -> None:
    """Where a new version has one of these, the list may grow."""
    assert not is_known(GEOSPARQL + name)
    assert GEOSPARQL + name not in EXTENSION_FUNCTIONS


def test_a_function_of_geosparql_counts() -> None:
    wkt = "<http://www.opengis.net/ont/geosparql#wktLiteral>"
    inside = f'<{GEOSPARQL}sfWithin>("POINT(1 1)"^^{wkt}, "POLYGON((0 0,2 0,2 2,0 2,0 0))"^^{wkt})'
    assert bool(Store().query(f"ASK {{ FILTER({inside}) }}"))
