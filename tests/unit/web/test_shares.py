"""The share of query seconds, as structured fields."""

import re

import pytest

from kg.engine import Share
from kg.web.operating.shares import rate_limit_fields

ITEM = re.compile(r'"[a-z-]+"(;[a-z]+=(\d+|"[a-z-]+"))+')
"""An item of RFC 9651 whose parameters are whole numbers or strings."""


@pytest.mark.parametrize(
    ("share", "retry_after_s", "fields"),
    [
        (Share(60, 42.9, 17.1), None, ('"share";q=60;qu="query-seconds"', '"share";r=42;t=18')),
        (Share(60, 60, 0), None, ('"share";q=60;qu="query-seconds"', '"share";r=60;t=0')),
        (Share(60, -3.5, 63.5), None, ('"share";q=60;qu="query-seconds"', '"share";r=0;t=64')),
        (Share(60, 0.2, 59.8), 5, ('"share";q=60;qu="query-seconds"', '"share";r=0;t=5')),
    ],
)
def test_a_share_is_told_in_whole_seconds(
    share: Share, retry_after_s: int | None, fields: tuple[str, str]
) -> None:
    written = rate_limit_fields(share, retry_after_s)
    assert written == (("RateLimit-Policy", fields[0]), ("RateLimit", fields[1]))
    assert all(ITEM.fullmatch(value) for _, value in written)
