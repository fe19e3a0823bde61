"""Find the IRI that a path means: the data may spell it otherwise than the client does."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import product
from typing import Final
from urllib.parse import quote

from kg.errors import MergedIRIError, UnknownIRIError
from kg.formats import GRAPH_FORMATS
from kg.web.frame.document import unknown_suffix
from kg.web.frame.site import engine, links
from kg.web.reading import asking

_PLAIN: Final = re.compile(r"[A-Za-z0-9_~/-]*[A-Za-z0-9_~-]")
_SUFFIXED: Final = re.compile(r"(?P<stem>.*[^./])\.(?P<suffix>[a-z0-9]{1,8})", re.DOTALL)
_SAFE: Final = "/:@!$&'()*+,;=~"
_MIXED: Final = 6
"""Of a name with more letters beyond ASCII not every way to encode some of them is looked for."""


def spelled(namespace: str, name: str) -> str:
    """Return the IRI that *name* means: as it stands, or as the data spell it.

    Raises:
        MergedIRIError: the thing has another name: composed letters, or no `/` at the end.
        UnknownSuffixError: it is a thing's name with a suffix in which nothing is written.
    """
    iri = namespace + name
    if _PLAIN.fullmatch(name) or _is_known(iri):
        return iri
    composed = unicodedata.normalize("NFC", name)
    if found := asking.first_known(engine(), [namespace + one for one in _spellings(composed)]):
        if composed != name:
            raise MergedIRIError(iri, found)
        return found
    shorter = name.rstrip("/")
    if shorter not in {name, ""} and _is_known(namespace + shorter):
        raise MergedIRIError(iri, namespace + shorter)
    suffixed = _SUFFIXED.fullmatch(name)
    if suffixed and _is_known(namespace + suffixed["stem"]):
        path = links().document_path(namespace + suffixed["stem"])
        raise unknown_suffix(path, suffixed["suffix"], GRAPH_FORMATS)
    return iri


def _spellings(name: str) -> Iterator[str]:
    """Spell *name* with its letters beyond ASCII raw or percent-encoded, each as it may be."""
    letters = [letter for letter in name if not letter.isascii()]
    ways = [(letter, quote(letter)) for letter in letters]
    chosen = product(*ways) if len(letters) <= _MIXED else (letters, map(quote, letters))
    for choice in chosen:
        following = iter(choice)
        yield "".join(quote(c, safe=_SAFE) if c.isascii() else next(following) for c in name)
    if letters:
        yield re.sub("%..", lambda code: code[0].lower(), quote(name, safe=_SAFE))


def _is_known(iri: str) -> bool:
    """Say whether the data say anything of *iri*; of what is no IRI they do not."""
    try:
        return asking.is_known(engine(), iri)
    except UnknownIRIError:
        return False
