"""Mint and take apart the project's IRIs. Knows the one base, no file and no server."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from kg.errors import UnknownIRIError
from kg.namespaces import BASE, GRAPHS, THINGS

_FOLDED: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ẞ": "SS"}
)
_KEY: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class ThingName:
    """What a thing's IRI says: its *kind* (the first segment below `id/`) and its *key*."""

    kind: str
    key: str


def slug(text: str) -> str:
    """Fold *text* to ASCII kebab-case, the German way: `Größe & Maß` becomes `groesse-mass`.

    Raises:
        ValueError: nothing of the text is left.
    """
    folded = unicodedata.normalize("NFC", text).translate(_FOLDED)
    ascii_only = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")
    result = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")
    if not result:
        raise ValueError(f"no letter or digit in {text!r}")
    return result


def mint_iri(kind: str, key: str) -> str:
    """Return the IRI of the thing *key* of *kind*, such as `…/id/gemeinde/05962024`.

    Raises:
        ValueError: kind or key is not ASCII kebab-case, so the IRI would not be readable.
    """
    for part in (kind, key):
        if not _KEY.fullmatch(part):
            raise ValueError(f"{part!r} is not ASCII kebab-case; did you mean {slug(part)!r}?")
    return f"{THINGS}{kind}/{key}"


def split_iri(iri: str) -> ThingName:
    """Take a thing's IRI apart.

    Raises:
        UnknownIRIError: the IRI is not one that `mint_iri` makes.
    """
    kind, _, key = iri.removeprefix(THINGS).partition("/")
    if not iri.startswith(THINGS) or not _KEY.fullmatch(kind) or not _KEY.fullmatch(key):
        raise UnknownIRIError(iri)
    return ThingName(kind, key)


def graph_iri(name: str) -> str:
    """Return the IRI of the named graph *name*, such as `…/graph/destatis-gemeindeverzeichnis`.

    Raises:
        ValueError: the name is not ASCII kebab-case.
    """
    if not _KEY.fullmatch(name):
        raise ValueError(f"{name!r} is not ASCII kebab-case")
    return f"{GRAPHS}{name}"


def path_of(iri: str) -> str:
    """Return the path at which a server of the project answers for *iri*, without its fragment.

    Raises:
        UnknownIRIError: the IRI lies outside the project's base.
    """
    if not iri.startswith(BASE):
        raise UnknownIRIError(iri)
    return "/" + iri.removeprefix(BASE).partition("#")[0]


def iri_of(path: str) -> str:
    """Return the canonical IRI of a path on any server of the project; inverse of `path_of`."""
    return BASE + path.removeprefix("/")
