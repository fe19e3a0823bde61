"""What crawlers read of a site: sitemaps, `robots.txt`, `host-meta`. Pure: addresses in, text out.

Source: https://www.sitemaps.org/protocol.html
Source: https://www.rfc-editor.org/rfc/rfc9309
Source: https://www.rfc-editor.org/rfc/rfc6415
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from html import escape
from typing import Final

_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAPS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_XRD: Final = "http://docs.oasis-open.org/ns/xri/xrd-1.0"

LISTS: Final = ("/organisations", "/places", "/programmes", "/themes", "/years")
"""Lists of things: crawled in each language, but not in every way to narrow and sort them."""

CRAWLED: Final = (
    "/catalog",
    "/data",
    "/doc/datensatz/",
    "/sparql?lang=",
    "/static/",
    *(f"{path}?lang=" for path in LISTS),
)
"""Where datasets are described, and what pages are drawn with: crawled whatever the parameters.

Of the page where queries are asked, and of lists, that is the plain one in each language.
"""

NOT_CRAWLED: Final = (
    "/sparql?query=",
    "/sparql?*",
    "/search?q=",
    "/search?*",
    "/reconcile",
    "/*?via=",
    "/*?v=",
    "/*&v=",
    "/metrics",
    *(f"{path}?*" for path in LISTS),
)
"""What is computed for each address anew, or is an older state of what stands elsewhere.

A question mark at a rule's end is lost on Python's own reader of such files, which would then
refuse the page as well; other plain readers know no `*`. So both forms stand here.
"""


@dataclass(frozen=True, slots=True)
class HostLink:
    """A link of the host as a whole, or with `{uri}` in *address* a link of each of its resources.

    Attributes:
        relation: registered relation type, or an IRI.
        address: absolute; `{uri}` stands for the percent-encoded IRI of the resource.
        media_type: of what is there.
    """

    relation: str
    address: str
    media_type: str

    @property
    def attribute(self) -> str:
        """Name the attribute that holds the address."""
        return "template" if "{uri}" in self.address else "href"


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """A page as a sitemap lists it.

    Attributes:
        address: where it is in the language of whoever asks.
        changed: when, as sitemaps write it.
        translations: language → where it is in that language; empty where it has one address only.
    """

    address: str
    changed: str
    translations: Mapping[str, str] = field(default_factory=dict)


def w3c_date(http_date: str) -> str:
    """Write a date of HTTP as sitemaps do: `2026-11-22T08:15:00Z`."""
    return parsedate_to_datetime(http_date).strftime("%Y-%m-%dT%H:%M:%SZ")


def sitemap_index(parts: Iterable[tuple[str, str]]) -> str:
    """Write the index of sitemaps: of each its address, and when anything in it changed."""
    entries = (
        f"<sitemap><loc>{escape(address)}</loc><lastmod>{changed}</lastmod></sitemap>\n"
        for address, changed in parts
    )
    return f'{_XML}<sitemapindex xmlns="{_SITEMAPS}">\n{"".join(entries)}</sitemapindex>\n'


def sitemap(pages: Iterable[SitemapPage]) -> str:
    """Write a sitemap. A page in several languages stands there once in each, with the others.

    Source: https://developers.google.com/search/docs/specialty/international/localized-versions
    """
    entries = (entry for page in pages for entry in _entries(page))
    return (
        f'{_XML}<urlset xmlns="{_SITEMAPS}" xmlns:xhtml="{_XHTML}">\n{"".join(entries)}</urlset>\n'
    )


def _entries(page: SitemapPage) -> Iterator[str]:
    spoken = {**page.translations, "x-default": page.address} if page.translations else {}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(address)}"/>'
        for language, address in spoken.items()
    )
    for address in page.translations.values() or (page.address,):
        loc, changed = escape(address), page.changed
        yield f"<url><loc>{loc}</loc><lastmod>{changed}</lastmod>{links}</url>\n"


def robots(prefix: str, sitemap_address: str) -> str:
    """Write `robots.txt` for a site whose paths begin with *prefix*.

    The order matters: some crawlers take the first rule that fits, others the longest.
    """
    lines = [
        "User-agent: *",
        *(f"Allow: {prefix}{path}" for path in CRAWLED),
        *(f"Disallow: {prefix}{path}" for path in NOT_CRAWLED),
        f"Allow: {prefix}/",
        "Crawl-delay: 1",
        "",
        f"Sitemap: {sitemap_address}",
    ]
    return "\n".join(lines) + "\n"


def host_meta(links: Sequence[HostLink]) -> str:
    """Write *links* as XRD."""
    written = (
        f'<Link rel="{escape(link.relation)}" type="{escape(link.media_type)}" '
        f'{link.attribute}="{escape(link.address)}"/>\n'
        for link in links
    )
    return f'{_XML}<XRD xmlns="{_XRD}">\n{"".join(written)}</XRD>\n'


def host_meta_json(links: Sequence[HostLink]) -> str:
    """Write *links* as JRD."""
    written = [
        {"rel": link.relation, "type": link.media_type, link.attribute: link.address}
        for link in links
    ]
    return json.dumps({"links": written}, indent=2) + "\n"
