"""Which of the project's questions concern a programme. Pure."""

import re
from collections.abc import Iterable
from typing import Final

from kg.namespaces import OWN_PREFIXES, compact
from kg.web.querying.stored import Permalink

_MODEL: Final = frozenset({"fg", "fgv", "fgs", "graph"})
_NAMED: Final = re.compile(rf"\b(?:{'|'.join(OWN_PREFIXES.keys() - _MODEL)}):[\w-]+")
_ANY: Final = re.compile(r"\bfg:(?:FundingProgramme|inProgramme)\b")


def questions_about(programme: str, questions: Iterable[Permalink]) -> list[Permalink]:
    """List the questions that name a programme, then those about all programmes and no other thing.

    Args:
        programme: its IRI.
        questions: all there are.
    """
    name, own, general = compact(programme), [], []
    for link in questions:
        named = set(_NAMED.findall(link.query.text))
        if name in named:
            own.append(link)
        elif not named and _ANY.search(link.query.text):
            general.append(link)
    return own + general
