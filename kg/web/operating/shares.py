"""What a client is told of its share of query seconds. Pure: knows no Flask.

Source: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ (fields as in drafts
08 to 11: structured fields, RFC 9651, with the policy's name as a string)
"""

import math
from typing import Final

from kg.engine import Share

_POLICY: Final = '"share"'
_UNIT: Final = '"query-seconds"'


def rate_limit_fields(
    share: Share, retry_after_s: int | None = None
) -> tuple[tuple[str, str], ...]:
    """Write the fields `RateLimit-Policy` and `RateLimit`.

    Args:
        share: what the client has.
        retry_after_s: what the same answer says in `Retry-After`: both must name one moment, and
            nothing is left until then.

    Returns:
        Names and values. Seconds are whole, what is left is rounded down, waiting up.
    """
    remaining = 0 if retry_after_s is not None else max(0, math.floor(share.remaining_s))
    reset = retry_after_s if retry_after_s is not None else max(0, math.ceil(share.reset_s))
    return (
        ("RateLimit-Policy", f"{_POLICY};q={math.floor(share.limit_s)};qu={_UNIT}"),
        ("RateLimit", f"{_POLICY};r={remaining};t={reset}"),
    )
