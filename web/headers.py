"""What every answer carries: who may run what in it, and who may keep it."""

from flask import Flask, Response, g, request

# Nothing is inline anywhere, so neither 'unsafe-inline' nor a nonce is needed.
CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
YEAR = 365 * 24 * 3600


def hang(app: Flask, *, https: bool) -> None:
    """Put the headers on every answer; a page's own, where it has set one, stays."""
    shown = dict(HEADERS)
    if https:
        shown["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"

    @app.after_request
    def dress(response: Response) -> Response:
        for name, value in shown.items():
            response.headers.setdefault(name, value)
        if request.endpoint == "static":
            # Its address changes with its content: ?v=<hash>, or the version in its folder.
            for_ever = "v" in request.args or request.path.startswith("/static/vendor/")
            kept = f"public, max-age={YEAR}, immutable" if for_ever else "no-cache"
            response.headers["Cache-Control"] = kept
        else:
            own = g.get("person") is not None
            response.headers.setdefault("Cache-Control", "no-store" if own else "private, no-cache")
            response.vary.update(["Accept-Language", "Cookie", "HX-Request"])
        return response
