"""What the page of a place, programme, organisation or project shows above its statements.

Numbers come from `queries/pages/`; each module makes the values of one template.
"""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from kg.namespaces import expand
from kg.web.describing import Description
from kg.web.portraits.body import body_values
from kg.web.portraits.place import place_values
from kg.web.portraits.programme import programme_values
from kg.web.portraits.project import project_values

Portrait = Callable[[Description, str], dict[str, object]]

_BY_CLASS: Final = MappingProxyType(
    {
        expand(name): portrait
        for portrait, names in (
            (project_values, ("fg:Project", "fg:Grant")),
            (body_values, ("m8g:PublicOrganisation", "org:Organization")),
            (programme_values, ("fg:FundingProgramme",)),
            (
                place_values,
                (
                    *("fg:Municipality", "fg:MunicipalAssociation", "fg:District"),
                    *("fg:GovernmentDistrict", "fg:State", "fg:Country", "fg:ModelRegion"),
                ),
            ),
        )
        for name in names
    }
)


def portrait_values(thing: Description, language: str) -> dict[str, object]:
    """Fill what the page of *thing* has beside its statements; nothing for most classes."""
    for name in thing.classes:
        if name in _BY_CLASS:
            return _BY_CLASS[name](thing, language)
    return {}
