"""What stands beside a query on its page: where to begin, and what the script must know."""

from collections.abc import Iterator
from typing import Final

from kg.web.frame.site import language
from kg.web.querying.answers import told
from kg.web.querying.stored import Permalink, own_permalinks
from kg.web.wire.negotiation import LANGUAGES

_STARTER: Final = """PREFIX fg: <https://w3id.org/foerdergraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?programme ?name WHERE {{
  ?programme a fg:FundingProgramme ;
    rdfs:label ?name .
  FILTER(LANG(?name) = "{language}")
}}
ORDER BY ?name
LIMIT 100
"""
"""What the editor holds where nothing was asked yet."""


def beside() -> dict[str, object]:
    """Give what the page of a query shows besides the query and its answer."""
    spoken = language()
    return {
        "starter": _STARTER.format(language=spoken),
        "questions": [
            {
                "path": link.path,
                "title": link.title(spoken),
                "words": " ".join(_words_of(link)),
            }
            for link in own_permalinks().by_name.values()
        ],
        "told": told(),
    }


def _words_of(link: Permalink) -> Iterator[str]:
    """List what a question is found by, in both languages."""
    for spoken in LANGUAGES:
        yield link.title(spoken)
        yield link.own.question(spoken) if link.own else ""
