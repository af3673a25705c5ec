"""Logs of the pages, without anything that is a person's or opens something."""

import logging

import structlog
from flask import Flask

from papers.masking import mask_line, masked

SERVERS = ("gunicorn.error", "gunicorn.access")


class Mask(logging.Filter):
    """Masks a record, with its traceback, before any handler writes it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the masked record pass."""
        record.msg, record.args = masked(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = masked(logging.Formatter().formatException(record.exc_info))
        return True


def hang(app: Flask) -> None:
    """Mask what the pages log, and the server around them."""
    for logger in (app.logger, *map(logging.getLogger, SERVERS)):
        if not any(isinstance(each, Mask) for each in logger.filters):
            logger.addFilter(Mask())
    if not structlog.is_configured():
        structlog.configure(processors=[*structlog.get_config()["processors"], mask_line])
