"""The functions that the engine has beside those of SPARQL 1.1. A test asks it for each.

Source: https://docs.ogc.org/is/22-047r1/22-047r1.html (GeoSPARQL 1.1), and the casts of
https://www.w3.org/TR/xpath-functions/#casting that SPARQL does not ask for.
"""

from typing import Final

from kg.namespaces import expand

GEOSPARQL: Final = "http://www.opengis.net/def/function/geosparql/"

_GEOSPARQL_NAMES: Final = (
    *("area", "asGeoJSON", "centroid", "convexHull", "coordinateDimension", "difference"),
    *("dimension", "distance", "envelope", "getSRID", "intersection", "isEmpty", "isSimple"),
    *("length", "perimeter", "relate", "spatialDimension", "symDifference", "union"),
    *("sfContains", "sfCrosses", "sfDisjoint", "sfEquals", "sfIntersects", "sfOverlaps"),
    *("sfTouches", "sfWithin"),
    *("ehContains", "ehCoveredBy", "ehCovers", "ehDisjoint", "ehEquals", "ehInside", "ehMeet"),
    "ehOverlap",
    *("rcc8dc", "rcc8ec", "rcc8eq", "rcc8ntpp", "rcc8ntppi", "rcc8po", "rcc8tpp", "rcc8tppi"),
)
_CASTS: Final = (
    *("date", "dayTimeDuration", "duration", "gDay", "gMonth", "gMonthDay", "gYear"),
    *("gYearMonth", "time", "yearMonthDuration"),
)

EXTENSION_FUNCTIONS: Final = (
    *(GEOSPARQL + name for name in _GEOSPARQL_NAMES),
    *(expand(f"xsd:{name}") for name in _CASTS),
)
"""Their IRIs."""
