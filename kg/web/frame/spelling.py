"""Find the IRI that a path means: the data may spell it otherwise than the client does."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

from kg.errors import MergedIRIError, UnknownIRIError
from kg.web.frame.site import engine
from kg.web.reading import asking

_PLAIN: Final = re.compile(r"[A-Za-z0-9._~/-]*[A-Za-z0-9._~-]")


def spelled(namespace: str, name: str) -> str:
    """Return the IRI that *name* means: as it stands, or as the data spell it.

    Raises:
        MergedIRIError: the thing has another name: composed letters, or no `/` at the end.
    """
    iri = namespace + name
    if _PLAIN.fullmatch(name) or _is_known(iri):
        return iri
    encoded = namespace + quote(name, safe="/:@!$&'()*+,;=~")
    if _is_known(encoded):
        return encoded
    for other_name in (unicodedata.normalize("NFC", name), name.rstrip("/")):
        if other_name not in {name, ""} and _is_known(namespace + other_name):
            raise MergedIRIError(iri, namespace + other_name)
    return iri


def _is_known(iri: str) -> bool:
    """Say whether the data say anything of *iri*; of what is no IRI they do not."""
    try:
        return asking.is_known(engine(), iri)
    except UnknownIRIError:
        return False
