"""Say in plain words what is wrong, for each Core constraint component. A table, and no logic."""

from types import MappingProxyType
from typing import Final

from kg.validation.report import Text

_FAULTS: Final = MappingProxyType(
    {
        "Class": Text(
            "{value} ist nicht von der erwarteten Art", "{value} is not of the kind wanted"
        ),
        "Datatype": Text(
            "{value} hat nicht den erwarteten Datentyp oder ist kein Wert dieses Datentyps",
            "{value} is not of the datatype wanted, or not a value of it",
        ),
        "Disjoint": Text(
            "{value} steht zugleich dort, wo anderes stehen muss",
            "{value} stands where something else must too",
        ),
        "Equals": Text("{value} stimmt nicht überein", "{value} does not agree"),
        "HasValue": Text("der erwartete Wert fehlt", "the value wanted is missing"),
        "In": Text("{value} ist nicht die richtige Liste", "{value} is not the scheme wanted"),
        "LanguageIn": Text(
            "{value} ist weder Deutsch noch Englisch ausgezeichnet",
            "{value} is tagged neither German nor English",
        ),
        "LessThan": Text("{value} liegt nicht davor", "{value} is not before"),
        "LessThanOrEquals": Text("{value} liegt danach", "{value} is after"),
        "MaxCount": Text("steht zu oft da", "stands there too often"),
        "MaxInclusive": Text("{value} ist zu groß", "{value} is too great"),
        "MaxLength": Text("{value} ist zu lang", "{value} is too long"),
        "MinCount": Text("fehlt", "is missing"),
        "MinExclusive": Text("{value} ist zu klein", "{value} is too small"),
        "MinInclusive": Text("{value} ist zu klein", "{value} is too small"),
        "MinLength": Text("{value} ist zu kurz", "{value} is too short"),
        "Node": Text(
            "{value} ist kein Begriff der richtigen Liste",
            "{value} is no concept of the right scheme",
        ),
        "NodeKind": Text("{value} ist keine IRI", "{value} is no IRI"),
        "Or": Text(
            "{value} ist keines der erlaubten Dinge", "{value} is none of the things allowed"
        ),
        "Pattern": Text("{value} hat eine falsche Form", "{value} has a wrong form"),
        "UniqueLang": Text(
            "steht in einer Sprache mehrfach da", "stands there several times in one language"
        ),
    }
)


def fault_of(component: str, value: Text) -> Text:
    """Say what a result of *component* means, with *value* as shown in each language."""
    fault = _FAULTS.get(component, Text("{value} ist hier nicht erlaubt", "{value} is not allowed"))
    return Text(
        fault.de.replace("{value}", value.de or "der Wert"),
        fault.en.replace("{value}", value.en or "the value"),
    )


def components() -> frozenset[str]:
    """Name the components that there are words for."""
    return frozenset(_FAULTS)
