"""Look at a query's tokens before any parser sees it: what would leave the house, what is too deep.

oxigraph's grammar has no word boundaries: it reads `SERVICE:x {}`, `trueSERVICE<x>` and
`1.SERVICE<x>` as federation. The scan therefore refuses the word wherever oxigraph could see a
keyword, and never inside a string, a comment, an IRI or the local part of a prefixed name.
Pure: knows no engine.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kg.errors import QuerySyntaxError, ServiceRefusedError

MAX_NESTING: Final = 100
"""Deeper groups overflow the parser's stack somewhere above 1,000; people write fewer than 10."""

_TOKEN: Final = re.compile(
    r"""
      (?P<comment> \#[^\n\r]*+ )
    | (?P<string>
          \"\"\" (?: \"{0,2}+ (?: [^"\\] | \\. ) )*+ \"\"\"
        | ''' (?: '{0,2}+ (?: [^'\\] | \\. ) )*+ '''
        | \" (?: [^"\\\n\r] | \\. )*+ \"
        | ' (?: [^'\\\n\r] | \\. )*+ ' )
    | (?P<iri> < [^<>"{}|^`\x00-\x20]*+ > )
    | (?P<variable> [?$]\w++ )
    | (?P<blank> _:\w(?:\.*+[\w-]++)*+ )
    | (?P<language> @[A-Za-z]++(?:-[A-Za-z0-9]++)*+ )
    | (?P<name> (?P<prefix>(?:[^\W\d_][\w.-]*+)?+) :
          (?: (?:[\w:]|%[0-9A-Fa-f]{2}|\\.) (?: \.*+ (?:[\w:-]|%[0-9A-Fa-f]{2}|\\.)++ )*+ )?+ )
    | (?P<word> [^\W\d_][\w.-]*+ )
    | (?P<digits> \d++ )
    | (?P<space> [ \t\r\n]++ )
    | (?P<sign> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_SPACE: Final = r"(?:[ \t\r\n]++|\#[^\n\r]*+)*+"
_PROLOGUE: Final = re.compile(
    rf"(?:[ \t\r\n]++|\#[^\n\r]*+"
    rf"|(?:prefix{_SPACE}(?:[^\W\d_][\w.-]*+)?+:|base){_SPACE}<[^<>\"{{}}|^`\x00-\x20]*+>)*+",
    re.IGNORECASE,
)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UNAMBIGUOUS_IRI: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_DECLARATIONS: Final = MappingProxyType({"prefix": 2, "base": 1})
"""Keyword of a declaration → how many tokens follow it."""

_UPDATES: Final = frozenset(
    "ADD CLEAR COPY CREATE DELETE DROP INSERT LOAD MOVE WITH".casefold().split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind, its text, its offset in the query."""

    kind: str
    text: str
    prefix: str | None
    offset: int


def tokens(text: str) -> Iterator[Token]:
    """Split *text* into tokens, without white space and comments; every text can be split."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup if match.lastgroup != "prefix" else "name"
        if kind not in {"space", "comment"} and kind is not None:
            yield Token(kind, match[0], match["prefix"], match.start())


def names_dataset(text: str) -> bool:
    """Say whether the query has a `FROM` clause, which then replaces the default dataset."""
    if "from" not in text.casefold():
        return False
    return any(t.kind == "word" and t.text.casefold().startswith("from") for t in tokens(text))


def refuse_unsafe(text: str) -> None:
    """Refuse a query that would reach out to the network, or is nested too deeply.

    Codepoint escapes (SPARQL 1.1, 19.2) are looked at both as they stand and decoded: oxigraph
    decodes them in strings and IRIs only, other engines first of all.

    Raises:
        ServiceRefusedError: the word SERVICE stands where a keyword could.
        QuerySyntaxError: groups are nested more than `MAX_NESTING` deep.
    """
    for reading in _readings(text):
        if "service" in reading.casefold():
            _refuse_service(reading)
    if sum(map(text.count, "({[")) > MAX_NESTING:
        _refuse_depth(text)


def first_token(text: str) -> Token | None:
    """Return the first token behind the prologue, where the form of a query should stand."""
    left_in_declaration = 0
    for token in tokens(text):
        if left_in_declaration:
            left_in_declaration -= 1
        elif token.text.casefold() in _DECLARATIONS:
            left_in_declaration = _DECLARATIONS[token.text.casefold()]
        else:
            return token
    return None


def behind_prologue(text: str) -> int:
    """Return the offset behind the declarations of *text*, as far as they are well-formed.

    It takes one pass and a few milliseconds for a million characters, where `first_token` has to
    make a token of each.
    """
    prologue = _PROLOGUE.match(text)
    return prologue.end() if prologue else 0


def refuse_update(text: str) -> None:
    """Refuse an update with its own word; a parser of queries would only call it bad syntax.

    Raises:
        ServiceRefusedError: the first word behind the prologue starts an update.
    """
    first = first_token(text)
    if first is not None and first.text.casefold() in _UPDATES:
        raise ServiceRefusedError(first.text.upper())


def undeclared_prefix(text: str) -> tuple[int, str] | None:
    """Find the first prefix that no `PREFIX` declares: its offset and the prefix.

    oxigraph reports it as whatever else it hoped to see at that place.
    """
    declared: set[str] = set()
    previous = ""
    for token in tokens(text):
        if token.kind == "name":
            prefix = token.prefix or ""
            if previous == "prefix":
                declared.add(prefix)
            elif prefix not in declared:
                return token.offset, prefix
        previous = token.text.casefold()
    return None


def position(text: str, offset: int) -> tuple[int, int]:
    """Turn an offset into line and column, both counted from 1."""
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - line_start + 1


def _readings(text: str) -> Iterator[str]:
    yield text
    decoded = _ESCAPE.sub(_decode, text)
    if decoded != text:
        yield decoded


def _decode(escape: re.Match[str]) -> str:
    codepoint = int(escape[1] or escape[2], 16)
    return chr(codepoint) if codepoint < 0x110000 else escape[0]


def _refuse_service(text: str) -> None:
    previous = None
    for token in tokens(text):
        if token.kind == "word" and "service" in token.text.casefold():
            raise ServiceRefusedError("SERVICE")
        # `?a<?b&&'>'='x')SERVICE<…>` : a comparison that looks like an IRI and shifts the quotes.
        if _may_be_comparison(token) and ("'" in token.text or "#" in token.text):
            raise ServiceRefusedError("SERVICE")
        opens_group = token.text == "{" and previous is not None and previous.kind == "name"
        if opens_group and previous and "service" in (previous.prefix or "").casefold():
            raise ServiceRefusedError("SERVICE")
        previous = token


def _may_be_comparison(token: Token) -> bool:
    return token.kind == "iri" and not _UNAMBIGUOUS_IRI.match(token.text)


def _refuse_depth(text: str) -> None:
    depth = 0
    for token in tokens(text):
        if token.text in {"(", "{", "["}:
            depth += 1
            if depth > MAX_NESTING:
                line, column = position(text, token.offset)
                raise QuerySyntaxError(line, column, f"nested more than {MAX_NESTING} deep")
        elif token.text in {")", "}", "]"}:
            depth -= 1
