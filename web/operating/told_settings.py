"""What the settings say, where each is set, and what is missing or risky; no secret is told."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from sqlalchemy import make_url

from config import HERE, PREFIX, Config, Site
from papers.wording import Message

# Tables that are lists, of which each has a name of its own.
LISTED = ("feeds", "pages")
# What is told only as set or not set: what opens something, and in whose name.
SECRET = (
    "mail.user", "mail.password", "bounces.user", "bounces.password", "bounces.hook",
    "sign_in.oidc.client_id", "sign_in.oidc.client_secret",
)  # fmt: skip
KEPT = Message("is set, and not shown")


@dataclass(frozen=True)
class Setting:
    """One setting: its name in the file, what it says, and where: empty where nobody said it."""

    name: str
    said: str | Message
    place: str = ""


def told(config: Config, environ: Mapping[str, str] = os.environ) -> dict[str, list[Setting]]:
    """Return all settings by their table."""
    tables: dict[str, list[Setting]] = {}
    for field in msgspec.structs.fields(Config):
        value = getattr(config, field.name)
        if field.name in LISTED:
            tables[field.name] = [Setting(each.slug, host(each.url), "file") for each in value]
        else:
            tables[field.name] = list(within(field.name, value, environ))
    return tables


def within(table: str, values: Struct, environ: Mapping[str, str]) -> Iterator[Setting]:
    """Return the settings of a table, and of the tables in it."""
    usual = type(values)()
    for name in values.__struct_fields__:
        value, path = getattr(values, name), f"{table}.{name}"
        if isinstance(value, Struct):
            yield from within(path, value, environ)
            continue
        variable = PREFIX + path.upper().replace(".", "__")
        set_here = "" if value == getattr(usual, name) else "file"
        yield Setting(path, said(path, value), f"${variable}" if variable in environ else set_here)


def said(path: str, value: Any) -> str | Message:
    """Put a value into words; of what is secret only that it is there."""
    if path in SECRET or path.startswith("keys."):
        return KEPT if value else ""
    if path == "data.database":
        return database(value) if value else ""
    if isinstance(value, bool):
        return Message("yes") if value else Message("no")
    if isinstance(value, dict):
        return ", ".join(f"{name}: {host(url)}" for name, url in value.items())
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return without_names(str(value))


def without_names(words: str) -> str:
    """Leave out of an address who asks, and what follows its path; other words stay."""
    if "://" not in words:
        return words
    parts = urlsplit(words)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def host(url: str) -> str:
    """Return where an address leads, without what may be a key in it."""
    return urlsplit(url).hostname or url


def database(url: str) -> str:
    """Return which database it is, and where; not by which account."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return f"SQLite, {address.database}"
    return f"PostgreSQL, {address.host or 'localhost'}, {address.database}"


def risks(config: Config) -> Iterator[tuple[str, Message]]:
    """Return what is missing or risky in the settings: by name, and what to do."""
    site, parts = config.site, urlsplit(config.site.url)
    at_home = parts.hostname in HERE
    if not config.mail.host:
        yield "mail.host", Message("No mail server is set, so no letter leaves the outbox.")
    if config.mail.host and config.mail.sender.endswith("@localhost"):
        yield "mail.sender", Message("Letters come from an address that nobody can answer.")
    if config.mail.host not in ("", *HERE) and config.mail.security == "none":
        yield "mail.security", Message("Letters go to the mail server unencrypted.")
    if parts.scheme != "https" and not at_home:
        yield "site.url", Message("The address begins with http: what people send can be read.")
    if at_home and config.web.bind not in (*HERE, "::1"):
        yield "site.url", Message("The links of letters lead to this machine only.")
    if site.contact == Site().contact:
        yield "site.contact", Message("No contact is given: funders and people cannot reach you.")
    if config.web.bind not in (*HERE, "::1") and not config.web.proxies:
        yield "web.proxies", Message("The pages are open to the network without a proxy before.")
    if config.web.workers > 1 and not config.data.database:
        yield "web.workers", Message("Several processes write to one SQLite file: they wait.")
