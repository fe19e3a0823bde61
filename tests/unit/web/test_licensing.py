"""A dataset has a licence as a whole only where all of it is under that one."""

import pytest
from pyoxigraph import RdfFormat, Store

from kg.engine import LocalEngine
from kg.namespaces import PREFIXES, expand
from kg.publication.licences import LIST, UNSTATED, licence_address, listed_licence
from kg.web.reading.licensing import licence_of

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
HEADER = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
DATA = f"""{HEADER}
graph:catalogue {{
  datensatz:whole void:subset datensatz:free , datensatz:closed ; dcat:distribution [
    dcterms:license <{LIST}cc-zero> ] .
  datensatz:free dcat:distribution [ dcterms:license <{LIST}cc-zero> ] ,
    [ dcterms:license <{LIST}cc-zero> ] .
  datensatz:all-free void:subset datensatz:free .
  datensatz:closed dcat:distribution [ dcterms:license <{UNSTATED}> ] .
  datensatz:mixed dcat:distribution [ dcterms:license <{LIST}cc-zero> ] ,
    [ dcterms:license <{LIST}cc-by/4.0> ] .
  datensatz:silent dcat:distribution [ dcterms:license <{LIST}cc-zero> ] , [ ] .
  datensatz:rare dcat:distribution [ dcterms:license <{LIST}geonutz/20130319> ] .
}}
"""


@pytest.fixture(scope="module")
def engine() -> LocalEngine:
    store = Store()
    store.load(DATA.encode(), format=RdfFormat.TRIG)
    return LocalEngine(store, "memory", is_union=True)


@pytest.mark.parametrize(
    ("name", "licence"),
    [
        ("free", CC0),
        ("all-free", CC0),
        ("rare", f"{LIST}geonutz/20130319"),
        ("whole", ""),
        ("closed", ""),
        ("mixed", ""),
        ("silent", ""),
        ("unknown", ""),
    ],
)
def test_a_dataset_has_the_licence_that_all_of_it_has(
    engine: LocalEngine, name: str, licence: str
) -> None:
    assert licence_of(engine, expand(f"datensatz:{name}")) == licence


@pytest.mark.parametrize("address", [CC0, "https://creativecommons.org/licenses/by/4.0/"])
def test_a_licence_of_the_list_leads_back_to_its_makers(address: str) -> None:
    assert licence_address(listed_licence(address)) == address
