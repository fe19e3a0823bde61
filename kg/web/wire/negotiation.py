"""Choose a representation from what a client accepts. Pure: knows no Flask.

Source: https://www.rfc-editor.org/rfc/rfc9110#name-proactive-negotiation
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import NotAcceptableError
from kg.formats import Format, format_named

HTML: Final = "text/html"
HTML_TYPES: Final = (HTML, "application/xhtml+xml")
LANGUAGES: Final = ("de", "en")

_MAX_RANGES: Final = 100
_RANGE: Final = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+|\*/\*|[\w!#$&^.+-]+/\*")
_QUALITY: Final = re.compile(r"(?:0(?:\.\d*)?|1(?:\.0*)?|\.\d+)")
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*+"')
MAX_LENGTH: Final = 4096
"""Of an `Accept` header no more is read."""


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One range of an `Accept` header, such as `text/*;q=0.5`; other parameters do not count."""

    media_type: str
    quality: float

    @property
    def is_wild(self) -> bool:
        """Say whether the range covers more than one media type."""
        return self.media_type.endswith("/*")

    def covers(self, media_type: str) -> bool:
        """Say whether *media_type* lies in the range."""
        if self.media_type == "*/*":
            return True
        if self.is_wild:
            return media_type.startswith(self.media_type.removesuffix("*"))
        return media_type == self.media_type


@dataclass(frozen=True, slots=True)
class Accept:
    """An `Accept` header; one that is absent, empty or unreadable accepts everything alike."""

    ranges: tuple[MediaRange, ...]

    @classmethod
    def parse(cls, header: str) -> "Accept":
        """Read a header; ranges that are none are left out, as RFC 9110 allows."""
        parts = _QUOTED.sub("", header[:MAX_LENGTH]).split(",")
        read = [_media_range(part) for part in parts[:_MAX_RANGES]]
        return cls(tuple(media_range for media_range in read if media_range is not None))

    def quality(self, media_type: str, aliases: Iterable[str] = ()) -> float:
        """Tell how much a media type is wanted: 0 for not at all, 1 for very much.

        The most precise range that covers it decides. An alias counts where the client names it:
        `text/*` does not ask for RDF/XML only because some clients call that `text/xml`.
        """
        if not self.ranges:
            return 1.0
        covering = [r for r in self.ranges if r.covers(media_type)]
        own = max(covering, key=_precision).quality if covering else 0.0
        return max([own, *(self.named(alias) for alias in aliases)])

    def named(self, media_type: str) -> float:
        """Tell how much a media type is wanted by its own name; 0 where it is not named."""
        return max((r.quality for r in self.ranges if r.media_type == media_type), default=0.0)

    @property
    def wants_anything(self) -> bool:
        """Say whether the client named no media type at all."""
        return all(r.media_type == "*/*" for r in self.ranges)


def choose_format(accept: Accept, offers: Sequence[Format], words: Iterable[str] = ()) -> Format:
    """Choose one of *offers*, which stand in our order of preference.

    A word that names one of them (`format=csv`) goes before the header; an unknown word is left
    out, since clients send words that are meant for other servers.

    Raises:
        NotAcceptableError: the client accepts none of them.
    """
    for word in words:
        if named := format_named(word, offers):
            return named
    negotiable = [offer for offer in offers if offer.is_negotiable]
    wanted = [(accept.quality(offer.media_type, offer.aliases), offer) for offer in negotiable]
    best = max(quality for quality, _ in wanted)
    if best == 0:
        raise NotAcceptableError(tuple(offer.media_type for offer in negotiable))
    return next(offer for quality, offer in wanted if quality == best)


def ignored_words(offers: Sequence[Format], words: Iterable[str]) -> tuple[str, ...]:
    """List the *words* that `choose_format` leaves out, each once."""
    unknown = (word for word in words if format_named(word, offers) is None)
    return tuple(dict.fromkeys(unknown))


def prefers_page(accept: Accept, offers: Sequence[Format]) -> bool:
    """Say whether a page is wanted before any of *offers*.

    A page is for those who name HTML, and not below any machine's format: browsers do, harvesters
    that end their list with `text/html;q=0.2` do not.
    """
    page = max(accept.named(html) for html in HTML_TYPES)
    others = (accept.named(t) for offer in offers for t in offer.media_types)
    return page > 0 and page >= max(others, default=0.0)


def choose_document(accept: Accept, offers: Sequence[Format]) -> Format | None:
    """Choose how a thing's document is given: one of *offers*, or None for the page.

    Whoever accepts anything gets the page; whoever accepts only what is not there is told so.

    Raises:
        NotAcceptableError: neither a page nor any of *offers* is accepted.
    """
    if accept.wants_anything or prefers_page(accept, offers):
        return None
    try:
        return choose_format(accept, offers)
    except NotAcceptableError as error:
        if accept.quality(HTML) > 0:
            return None
        raise NotAcceptableError((HTML, *error.offers)) from None


def choose_language(header: str, word: str = "") -> str:
    """Choose `de` or `en` from a `lang` parameter, else from an `Accept-Language` header."""
    if word in LANGUAGES:
        return word
    best, chosen = 0.0, LANGUAGES[0]
    for part in header.split(",")[:_MAX_RANGES]:
        tag, _, parameters = part.strip().lower().partition(";")
        language = tag.strip().partition("-")[0]
        quality = _quality(parameters)
        if language in LANGUAGES and quality is not None and quality > best:
            best, chosen = quality, language
    return chosen


def _media_range(part: str) -> MediaRange | None:
    media_type, _, parameters = part.partition(";")
    media_type = media_type.strip().lower()
    quality = _quality(parameters)
    if quality is None or not _RANGE.fullmatch(media_type):
        return None
    return MediaRange(media_type, quality)


def _quality(parameters: str) -> float | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            return float(value) if _QUALITY.fullmatch(value.strip()) else None
    return 1.0


def _precision(media_range: MediaRange) -> tuple[int, float]:
    if media_range.media_type == "*/*":
        return 0, media_range.quality
    return (1 if media_range.is_wild else 2), media_range.quality
