"""Send styles, scripts and fonts; an address that names their content may be kept for a year."""

from typing import Final

from flask import Blueprint, Response, request

from kg.errors import UnknownPageError
from kg.web.frame.responses import send_edition
from kg.web.frame.site import served, site
from kg.web.frame.statics import PATH, static_files
from kg.web.wire.replies import Edition, Representation

blueprint: Final = Blueprint("static", __name__)

_YEAR_S: Final = 31_536_000


@blueprint.route(f"{PATH}/<path:name>")
def static(name: str) -> Response:
    """Send the file *name*.

    Raises:
        UnknownPageError: there is none.
    """
    file = static_files().get(name)
    if file is None:
        raise UnknownPageError(request.path)
    now, is_final = served(), file.is_named_by(request.args.get("v", ""))
    max_age_s = _YEAR_S if is_final else site().settings.max_age_s
    return send_edition(
        Representation(file.content_type, ("static", file.name, file.version), vary=()),
        Edition(now.version, "", now.modified, max_age_s, is_final),
        lambda: file.body,
    )
