"""What crawlers read of a site: sitemaps, `robots.txt`, `host-meta`. Pure: addresses in, text out.

Source: https://www.sitemaps.org/protocol.html
Source: https://www.rfc-editor.org/rfc/rfc9309
Source: https://www.rfc-editor.org/rfc/rfc6415
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from html import escape
from typing import Final

MAX_ADDRESSES: Final = 50_000
"""A sitemap may list no more, nor may a sitemap index."""

_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAPS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XRD: Final = "http://docs.oasis-open.org/ns/xri/xrd-1.0"

NOT_CRAWLED: Final = (
    "/sparql?query=",
    "/sparql?*",
    "/search?q=",
    "/search?*",
    "/reconcile",
    "/*?v=",
    "/*&v=",
    "/metrics",
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


def w3c_date(http_date: str) -> str:
    """Write a date of HTTP as sitemaps do: `2026-11-22T08:15:00Z`."""
    return parsedate_to_datetime(http_date).strftime("%Y-%m-%dT%H:%M:%SZ")


def sitemap_index(addresses: Iterable[str], modified: str) -> str:
    """Write the index of the sitemaps at *addresses*, all changed at *modified*."""
    entries = (
        f"<sitemap><loc>{escape(address)}</loc><lastmod>{modified}</lastmod></sitemap>\n"
        for address in addresses
    )
    return f'{_XML}<sitemapindex xmlns="{_SITEMAPS}">\n{"".join(entries)}</sitemapindex>\n'


def sitemap(addresses: Iterable[str], modified: str) -> str:
    """Write the sitemap of the pages at *addresses*, all changed at *modified*."""
    entries = (
        f"<url><loc>{escape(address)}</loc><lastmod>{modified}</lastmod></url>\n"
        for address in addresses
    )
    return f'{_XML}<urlset xmlns="{_SITEMAPS}">\n{"".join(entries)}</urlset>\n'


def robots(prefix: str, sitemap_address: str) -> str:
    """Write `robots.txt` for a site whose paths begin with *prefix*.

    What is refused stands first: some crawlers take the first rule that fits, others the longest.
    """
    lines = [
        "User-agent: *",
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
