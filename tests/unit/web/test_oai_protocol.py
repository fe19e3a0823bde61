"""Which requests of OAI-PMH are in order, and which error of the protocol the others get."""

import pytest

from kg.web.catalogue.oai_protocol import Asked, Refusal, Selection, read_request, selection_of

LIST = [("verb", "ListRecords"), ("metadataPrefix", "oai_dc")]
GOING_ON = "2026.11.22-0123abcd~dcat_ap~sources~20261101000000~20261130235959~100"


@pytest.mark.parametrize(
    ("pairs", "code"),
    [
        ([], "badVerb"),
        ([("verb", "")], "badVerb"),
        ([("verb", "listrecords")], "badVerb"),
        ([("verb", "Identify"), ("verb", "Identify")], "badVerb"),
        ([("verb", "Identify"), ("metadataPrefix", "oai_dc")], "badArgument"),
        ([("verb", "ListRecords")], "badArgument"),
        ([("verb", "GetRecord"), ("metadataPrefix", "oai_dc")], "badArgument"),
        ([("verb", "GetRecord"), ("identifier", "x")], "badArgument"),
        ([*LIST, ("metadataPrefix", "oai_dc")], "badArgument"),
        ([*LIST, ("identifier", "x")], "badArgument"),
        ([*LIST, ("from", "")], "badArgument"),
        ([*LIST, ("set", "a\x00b")], "badArgument"),
        ([*LIST, ("from", "2026-02-30")], "badArgument"),
        ([*LIST, ("from", "2026-11-22T10:00:00")], "badArgument"),
        ([*LIST, ("from", "2026-11-22T10:00:00+01:00")], "badArgument"),
        ([*LIST, ("until", "22.11.2026")], "badArgument"),
        ([*LIST, ("from", "2026-11-22"), ("until", "2026-11-21")], "badArgument"),
        ([*LIST, ("from", "2026-11-22"), ("until", "2026-11-22T10:00:00Z")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "marc21")], "cannotDisseminateFormat"),
        ([("verb", "ListRecords"), ("resumptionToken", "junk")], "badResumptionToken"),
        ([("verb", "ListRecords"), ("resumptionToken", "")], "badResumptionToken"),
        ([("verb", "ListSets"), ("resumptionToken", GOING_ON)], "badResumptionToken"),
        ([("verb", "ListRecords"), ("resumptionToken", GOING_ON), ("set", "whole")], "badArgument"),
        (
            [
                ("verb", "ListRecords"),
                ("resumptionToken", GOING_ON),
                ("metadataPrefix", "oai_dc"),
            ],
            "badArgument",
        ),
    ],
)
def test_a_request_that_is_not_in_order_gets_the_error_of_the_protocol(
    pairs: list[tuple[str, str]], code: str
) -> None:
    refusal = read_request(pairs)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code


def test_a_day_means_all_of_it() -> None:
    asked = read_request([*LIST, ("from", "2026-11-01"), ("until", "2026-11-30")])
    assert isinstance(asked, Asked)
    assert asked.selection == Selection(
        "oai_dc", "", "2026-11-01T00:00:00Z", "2026-11-30T23:59:59Z"
    )


def test_a_token_says_again_what_was_asked() -> None:
    going_on = selection_of(GOING_ON)
    assert going_on == Selection(
        "dcat_ap",
        "sources",
        "2026-11-01T00:00:00Z",
        "2026-11-30T23:59:59Z",
        "2026.11.22-0123abcd",
        100,
    )
    assert going_on.token(going_on.version, going_on.offset) == GOING_ON


def test_a_harvester_may_repeat_the_prefix_of_its_token() -> None:
    """As piveau does, by which data.europa.eu harvests."""
    asked = read_request(
        [("verb", "ListRecords"), ("metadataPrefix", "dcat_ap"), ("resumptionToken", GOING_ON)]
    )
    assert isinstance(asked, Asked)
    assert asked.selection == selection_of(GOING_ON)


def test_a_token_of_a_format_that_is_not_there_is_none() -> None:
    forged = [("verb", "ListRecords"), ("resumptionToken", "2026.11.22-0123abcd~foo~~~~1")]
    refused = read_request(forged)
    assert isinstance(refused, Refusal)
    assert refused.code == "badResumptionToken"
