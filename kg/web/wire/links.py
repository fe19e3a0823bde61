"""Every address the server writes. Knows the public address, no request and no Flask."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from kg.namespaces import BASE, THINGS

_SAFE: Final = "/:@!$&'()*+,;=-._~"
_FOLLOWED: Final = frozenset({"http", "https", "mailto"})
_CONTROL: Final = re.compile(r"[\x00-\x20\x7f]")


@dataclass(frozen=True, slots=True)
class Links:
    """Builds addresses below one public address, such as `https://daten.example/graph`."""

    base_url: str

    def url(self, path: str) -> str:
        """Return the absolute address of *path*, percent-encoded so that it fits a header."""
        return self.base_url + quote(path, safe=_SAFE + "%?#")

    def path(self, path: str) -> str:
        """Return *path* as a page links to it: without host, below the public address's path."""
        return urlsplit(self.base_url).path.rstrip("/") + quote(path, safe=_SAFE + "%?#")

    def document_path(self, iri: str, suffix: str = "") -> str:
        """Return the path of the document about *iri*, one of the project's."""
        local, hash_sign, fragment = iri.removeprefix(BASE).partition("#")
        if iri.startswith(THINGS):
            local = "doc/" + iri.removeprefix(THINGS)
        return f"/{local}{f'.{suffix}' if suffix else ''}{hash_sign}{fragment}"

    def of(self, iri: str) -> str | None:
        """Return where a page may lead for *iri*; None where following it could do harm.

        Ours leads to our own page. Others are followed by http, https and mailto only: an IRI in
        the data may as well begin with `javascript:`.
        """
        if iri.startswith(BASE):
            return self.path(self.document_path(iri))
        if _CONTROL.search(iri) or iri.partition(":")[0].lower() not in _FOLLOWED:
            return None
        return iri

    def query(self, text: str, answered_as: str = "") -> str:
        """Return where a page leads to run a query; its answer in a format where one is named."""
        words = {"query": text} | ({"format": answered_as} if answered_as else {})
        return self.path("/sparql") + "?" + urlencode(words)
