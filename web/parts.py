"""Parts of pages, which htmx asks for from within a page that is open."""

from flask import request


def is_part() -> bool:
    """Say whether a part is asked for; when the browser goes back, it is the whole page."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
