"""Numbers in addresses and forms: what no row can have is nothing that is here."""

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter

from web.refusals import WORDS, page

NIL = "\x00"  # no keyboard writes it, and PostgreSQL keeps no text with it


class Number(IntegerConverter):
    """A number of a row: at most eighteen figures, which every database can look for."""

    regex = r"[0-9]{1,18}"


def hang(app: Flask) -> None:
    """Let addresses with greater numbers lead nowhere, and refuse them in forms."""
    app.url_map.converters["int"] = Number

    @app.errorhandler(OverflowError)
    def too_great(error: OverflowError) -> tuple[str, int]:
        title, reason = WORDS[400]
        return page(title, reason, 400)


def demand_text() -> None:
    """Refuse what is no text."""
    for _, words in request.values.lists():
        if any(NIL in each for each in words):
            abort(400)
