"""What is said when a request is refused, in the shell and with a way on."""

from flask import Flask, g, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from papers.wording import Message, say
from web.parts import is_part
from workflow import Refused

WORDS = {
    400: (Message("We could not read that"), Message("Go back and try again.")),
    403: (Message("This page is not open to you"), Message("Perhaps you are not signed in.")),
    404: (
        Message("There is no such page"),
        Message("The address may have lost a few letters, or the page has moved."),
    ),
    405: (Message("There is no such page"), Message("Go back and try again.")),
    413: (
        Message("That was too much at once"),
        Message("Send a shorter text or a smaller file: at most 1 MB."),
    ),
    500: (
        Message("Something went wrong with us"),
        Message("Nothing was saved. Try again in a while."),
    ),
}
LATE = (
    Message("The page had been open too long"),
    Message("Nothing was saved. Go back, load the page again and send once more."),
)


def hang(app: Flask) -> None:
    """Give every refusal its page."""

    @app.errorhandler(Refused)
    def refused(error: Refused) -> tuple[str, int]:
        return page(Message("That cannot be done now"), error.message, 409)

    @app.errorhandler(CSRFError)
    def late(error: CSRFError) -> tuple[str, int]:
        return page(*LATE, 400)

    @app.errorhandler(SecurityError)
    def stranger(error: SecurityError) -> tuple[str, int, dict[str, str]]:
        # A host that is not ours: no address of the site can be written in the answer.
        return "This is not the address of the site.\n", 400, {"Content-Type": "text/plain"}

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException) -> tuple[str, int] | HTTPException:
        code = error.code or 500
        if code < 400:
            return error
        return page(*WORDS.get(code, WORDS[400 if code < 500 else 500]), code)


def page(title: Message, reason: Message, code: int) -> tuple[str, int]:
    """Show title and reason in the visitor's language, and ask the database nothing more.

    Within an open page, of which a part was asked for, they take the place of that part.
    """
    g.refused = True
    said = {"title": say(title, g.language), "reason": say(reason, g.language)}
    return render_template(
        "refused_part.html" if is_part() else "refused.html", code=code, **said
    ), code
