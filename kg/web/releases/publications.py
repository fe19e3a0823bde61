"""The publications that led to what is served, for the views that tell what changed."""

from datetime import datetime
from email.utils import format_datetime
from typing import Final

from kg.errors import NoHistoryError
from kg.release.history import Step, steps_until
from kg.web.frame.site import served
from kg.web.wire.replies import Edition

_YEAR_S: Final = 31_536_000


def publications() -> tuple[Step, ...]:
    """List the publications up to the one that is served.

    Raises:
        NoHistoryError: nothing is recorded of it, or files are served as they are.
        ReleaseError: the history is damaged.
    """
    release = served().release
    known = steps_until(release.path.parent, release.version) if release else ()
    if not known:
        raise NoHistoryError
    return known


def edition_of(step: Step) -> Edition:
    """Return the edition of what was published with *step* and never changes."""
    modified = format_datetime(datetime.fromisoformat(step.at), usegmt=True)
    return Edition(step.version, "", modified, _YEAR_S, is_final=True)
