"""Hold an answer of OAI-PMH against the protocol's schema, written down again as patterns.

Source: http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd
"""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

OAI = "{http://www.openarchives.org/OAI/2.0/}"
VERBS = "GetRecord|Identify|ListIdentifiers|ListMetadataFormats|ListRecords|ListSets"

CHILDREN = {
    "OAI-PMH": rf"responseDate request(( error)+| ({VERBS}))",
    "Identify": (
        "repositoryName baseURL protocolVersion( adminEmail)+ earliestDatestamp deletedRecord "
        "granularity( compression)*( description)*"
    ),
    "ListMetadataFormats": "metadataFormat( metadataFormat)*",
    "metadataFormat": "metadataPrefix schema metadataNamespace",
    "ListSets": "set( set)*( resumptionToken)?",
    "set": "setSpec setName( setDescription)*",
    "GetRecord": "record",
    "ListRecords": "record( record)*( resumptionToken)?",
    "ListIdentifiers": "header( header)*( resumptionToken)?",
    "record": "header( metadata( about)*)?",
    "header": "identifier datestamp( setSpec)*",
}
"""Element → its children in their order. All other elements have text only."""

TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
WORD = r"[A-Za-z0-9_.!~*'()-]+"
TEXTS = {
    "responseDate": TIME,
    "datestamp": TIME,
    "earliestDatestamp": TIME,
    "protocolVersion": r"2\.0",
    "adminEmail": r"\S+@(\S+\.)+\S+",
    "deletedRecord": "no|persistent|transient",
    "granularity": "YYYY-MM-DDThh:mm:ssZ",
    "metadataPrefix": WORD,
    "setSpec": f"{WORD}(:{WORD})*",
    "identifier": r"[a-z]+:\S+",
    "baseURL": r"https?://\S+",
    "schema": r"https?://\S+",
    "metadataNamespace": r"https?://\S+",
}
ATTRIBUTES = {
    "request": {"verb", "identifier", "metadataPrefix", "from", "until", "set", "resumptionToken"},
    "error": {"code"},
    "header": {"status"},
    "resumptionToken": {"expirationDate", "completeListSize", "cursor"},
    "OAI-PMH": {"{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"},
}
CODES = {
    "badArgument",
    "badResumptionToken",
    "badVerb",
    "cannotDisseminateFormat",
    "idDoesNotExist",
    "noMetadataFormats",
    "noRecordsMatch",
    "noSetHierarchy",
}


def checked(answer: str) -> Element:
    """Parse an answer, and insist on every rule of the schema."""
    root = ElementTree.fromstring(answer)
    assert root.tag == f"{OAI}OAI-PMH"
    _check(root)
    return root


def _check(element: Element) -> None:
    name = _name(element)
    assert set(element.attrib) <= ATTRIBUTES.get(name, set()), (name, element.attrib)
    if name == "metadata":
        (only,) = element
        assert not only.tag.startswith(OAI)
        return
    names = " ".join(map(_name, element))
    assert re.fullmatch(CHILDREN.get(name, ""), names), (name, names)
    text = element.text or ""
    if name in CHILDREN:
        assert not text.strip(), (name, text)
    elif name in TEXTS:
        assert re.fullmatch(TEXTS[name], text), (name, text)
    if name == "error":
        assert element.attrib["code"] in CODES
    if name == "header":
        assert element.attrib.get("status", "deleted") == "deleted"
    for child in element:
        _check(child)


def _name(element: Element) -> str:
    assert element.tag.startswith(OAI), element.tag
    return element.tag.removeprefix(OAI)
