"""Remember small answers as long as the release is served, so that a 304 asks nothing."""

from collections.abc import Callable

from kg.web.frame.site import served, site


def remembered(key: str, ask: Callable[[], str]) -> str:
    """Return what *ask* says, which is asked once for each release; an empty answer each time."""
    name = ("remembered", served().version, key)
    kept = site().cache.get(name)
    if kept is not None:
        return kept.decode("utf-8")
    found = ask()
    if found:
        body = found.encode("utf-8")
        site().cache.put(name, body, len(body))
    return found
