"""Read an OAI-PMH 2.0 request: which verb with which arguments. Pure: knows no Flask.

What is wrong with a request is no error of HTTP but an answer of the protocol, a `Refusal`.

Source: https://www.openarchives.org/OAI/2.0/openarchivesprotocol.htm
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

OAI_DC: Final = "oai_dc"
DCAT_AP: Final = "dcat_ap"
PREFIXES: Final = (OAI_DC, DCAT_AP)

GRANULARITY: Final = "YYYY-MM-DDThh:mm:ssZ"

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)
_TOKEN: Final = re.compile(
    r"(?P<version>[\w.-]{1,40})~(?P<prefix>\w{1,20})~(?P<set>[\w-]{0,20})"
    r"~(?P<since>\d{14})?~(?P<until>\d{14})?~(?P<offset>\d{1,7})",
    re.ASCII,
)
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_LISTED: Final = ("from", "until", "set")


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which arguments a verb has besides itself.

    Attributes:
        required: those it must have, unless it has the exclusive one.
        optional: those it may have.
        is_resumable: whether it may have `resumptionToken` instead of all others.
    """

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    is_resumable: bool = False


VERBS: Final = MappingProxyType(
    {
        "GetRecord": Arguments(required=("identifier", "metadataPrefix")),
        "Identify": Arguments(),
        "ListIdentifiers": Arguments(("metadataPrefix",), _LISTED, is_resumable=True),
        "ListMetadataFormats": Arguments(optional=("identifier",)),
        "ListRecords": Arguments(("metadataPrefix",), _LISTED, is_resumable=True),
        "ListSets": Arguments(is_resumable=True),
    }
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the protocol answers to a request that cannot be met.

    Attributes:
        code: one of the protocol's (3.6).
        reason: in words.
    """

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records a list is about, and from where on.

    Attributes:
        prefix: the metadata format.
        set: the set, empty for all.
        since: the earliest datestamp, to the second; empty for none.
        until: the latest one, likewise.
        version: of the release that a list is going on in; empty where it begins.
        offset: how many records were given before.
    """

    prefix: str
    set: str = ""
    since: str = ""
    until: str = ""
    version: str = ""
    offset: int = 0

    def token(self, version: str, offset: int) -> str:
        """Write the resumption token that goes on in *version*.

        Its characters stay as they are in an address, as not every harvester encodes them.
        """
        since, until = (
            re.sub(r"\D", "", time, flags=re.ASCII) for time in (self.since, self.until)
        )
        return "~".join((version, self.prefix, self.set, since, until, str(offset)))


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that is in order.

    Attributes:
        verb: one of `VERBS`.
        arguments: as they were given, for the answer to repeat.
        identifier: of the item, empty where none was named.
        selection: of the records; None for verbs that list none.
    """

    verb: str
    arguments: Mapping[str, str]
    identifier: str = ""
    selection: Selection | None = None


def read_request(pairs: Sequence[tuple[str, str]]) -> Asked | Refusal:
    """Read the arguments of a request, as they stand in its address or its form."""
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in VERBS:
        return Refusal("badVerb", f"exactly one verb is needed: {', '.join(VERBS)}")
    given = [(name, value) for name, value in pairs if name != "verb"]
    if fault := _fault(verbs[0], given):
        return Refusal("badArgument", fault)
    return _asked(verbs[0], dict(given))


def selection_of(token: str) -> Selection | None:
    """Read a resumption token; None for what is none."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    since, until = (_as_time(found[name] or "") for name in ("since", "until"))
    return Selection(
        found["prefix"], found["set"], since, until, found["version"], int(found["offset"])
    )


def _fault(verb: str, given: Sequence[tuple[str, str]]) -> str:
    """Say what is wrong with the arguments of a verb; nothing where they are in order."""
    known = VERBS[verb]
    names = [name for name, _ in given]
    allowed = {*known.required, *known.optional, *(("resumptionToken",) * known.is_resumable)}
    if unknown := [name for name in names if name not in allowed]:
        return f"{verb} has no argument {unknown[0][:40]!r}"
    if twice := [name for name in names if names.count(name) > 1]:
        return f"{twice[0]} is given twice"
    if empty := [name for name, value in given if not value and name != "resumptionToken"]:
        return f"{empty[0]} is empty"
    if any(_NOT_XML.search(value) for _, value in given):
        return "an argument has a character that XML cannot carry"
    if "resumptionToken" in names:
        # Piveau repeats the prefix; whether it is that of the token is looked at later.
        others = set(names) - {"resumptionToken", "metadataPrefix"}
        return f"resumptionToken stands alone, without {min(others)}" if others else ""
    if missing := [name for name in known.required if name not in names]:
        return f"{verb} needs {missing[0]}"
    return ""


def _asked(verb: str, arguments: dict[str, str]) -> Asked | Refusal:
    prefix = arguments.get("metadataPrefix", "")
    if "resumptionToken" in arguments:
        going_on = selection_of(arguments["resumptionToken"])
        if going_on is None or going_on.prefix not in PREFIXES or verb == "ListSets":
            return Refusal("badResumptionToken", "this token was not given here")
        if prefix not in ("", going_on.prefix):
            return Refusal("badArgument", "resumptionToken stands alone")
        return Asked(verb, arguments, selection=going_on)
    if prefix and prefix not in PREFIXES:
        return Refusal("cannotDisseminateFormat", f"there are {' and '.join(PREFIXES)}")
    identifier = arguments.get("identifier", "")
    if not VERBS[verb].is_resumable or verb == "ListSets":
        selection = Selection(prefix) if prefix else None
        return Asked(verb, arguments, identifier, selection)
    window = _window(arguments.get("from", ""), arguments.get("until", ""))
    if isinstance(window, Refusal):
        return window
    since, until = window
    return Asked(
        verb, arguments, selection=Selection(prefix, arguments.get("set", ""), since, until)
    )


def _window(since: str, until: str) -> tuple[str, str] | Refusal:
    """Read the two ends of a span of time; both are in it, and of one granularity (2.7.1)."""
    for name, value in (("from", since), ("until", until)):
        if value and not _is_time(value):
            return Refusal("badArgument", f"{name} is a day or a time such as {GRANULARITY}")
    if since and until and len(since) != len(until):
        return Refusal("badArgument", "from and until are of different granularity")
    if since and until and since > until:
        return Refusal("badArgument", "from is later than until")
    first = f"{since}T00:00:00Z" if _DAY.fullmatch(since) else since
    last = f"{until}T23:59:59Z" if _DAY.fullmatch(until) else until
    return first, last


def _is_time(value: str) -> bool:
    try:
        if _DAY.fullmatch(value):
            date.fromisoformat(value)
            return True
        if _TIME.fullmatch(value):
            datetime.fromisoformat(value.removesuffix("Z"))
            return True
    except ValueError:  # such as the 31st of February
        return False
    return False


def _as_time(digits: str) -> str:
    if not digits:
        return ""
    year, month, day, hour, minute, second = (
        digits[:4], *(digits[start : start + 2] for start in range(4, 14, 2))
    )  # fmt: skip
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}Z"
