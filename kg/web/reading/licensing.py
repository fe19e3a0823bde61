"""Which licence a dataset has as a whole. Knows no Flask."""

from typing import Final

from kg.engine import Engine
from kg.namespaces import expand
from kg.publication.licences import licence_address
from kg.web.reading.asking import anywhere, reference, rows

_LICENCES: Final = (
    f"SELECT DISTINCT ?licence {{{{ {{this}} (<{expand('void:subset')}>)* ?part . {{offered}} "
    f"OPTIONAL {{{{ ?file <{expand('dcterms:license')}> ?licence }}}} }}}}"
)


def licence_of(engine: Engine, dataset: str) -> str:
    """Return the address of the licence under which all of *dataset* is; empty where there is none.

    All files of it and of its parts must be under the same one, and each must say so: what comes
    from a source that allows nothing is not under the licence of the rest.
    """
    offered = anywhere(engine, f"?part <{expand('dcat:distribution')}> ?file")
    text = _LICENCES.format(this=reference(dataset), offered=offered)
    found = [row["licence"].text if "licence" in row else "" for row in rows(engine, text)]
    return licence_address(found[0]) if len(found) == 1 and found[0] else ""
