"""Name licences as German portals do: by the list of DCAT-AP.de.

Source: https://www.dcat-ap.de/def/licenses/
"""

from types import MappingProxyType
from typing import Final

LIST: Final = "http://dcat-ap.de/def/licenses/"

UNSTATED: Final = f"{LIST}other-closed"
"""Where no licence is stated, nothing is allowed that the law does not allow anyway."""

_OF: Final = MappingProxyType(
    {
        "creativecommons.org/publicdomain/zero/1.0": "cc-zero",
        "creativecommons.org/publicdomain/mark/1.0": "ccpdm/1.0",
        "creativecommons.org/licenses/by/4.0": "cc-by/4.0",
        "creativecommons.org/licenses/by-sa/4.0": "cc-by-sa/4.0",
        "www.govdata.de/dl-de/by-2-0": "dl-by-de/2.0",
        "www.govdata.de/dl-de/zero-2-0": "dl-zero-de/2.0",
        "opendatacommons.org/licenses/odbl/1-0": "odbl",
    }
)
"""Address of a licence, without scheme and final slash → its name in the list."""


def listed_licence(iri: str) -> str:
    """Return the IRI of the list for the licence *iri*; `UNSTATED` where it knows none."""
    if iri.startswith(LIST):
        return iri
    name = _OF.get(iri.partition("://")[2].rstrip("/"))
    return LIST + name if name else UNSTATED


def licence_address(listed: str) -> str:
    """Return the address of a licence of the list, as its makers write it; empty for `UNSTATED`."""
    if listed == UNSTATED:
        return ""
    names = {LIST + name: address for address, name in _OF.items()}
    return f"https://{names[listed]}/" if listed in names else listed
