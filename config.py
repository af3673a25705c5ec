"""The settings, read once at a door (web/ or jobs/cli.py) and handed inwards as values."""

import os
import secrets
import tomllib
from collections.abc import Mapping
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar
from zoneinfo import available_timezones

import msgspec
from cssselect import SelectorError, parse
from msgspec import Meta, Struct

PREFIX = "SAMSOK_"

T = TypeVar("T")
Port = Annotated[int, Meta(ge=1, le=65535)]
Weekday = Annotated[int, Meta(ge=1, le=7)]
Some = Annotated[int, Meta(ge=1)]
Country = Annotated[str, Meta(pattern="^[A-Z]{2}$")]
Slug = Annotated[str, Meta(pattern="^[a-z0-9_-]{1,60}$")]
Header = Annotated[str, Meta(pattern=r"^[ -~]*\Z")]  # what stands in an HTTP header


def demand_zone(zone: str) -> None:
    """Refuse the name of a time zone that nobody knows."""
    if zone not in available_timezones():
        near = get_close_matches(zone, available_timezones(), n=1, cutoff=0.5)
        way_out = f"; did you mean {near[0]!r}?" if near else ""
        raise ValueError(f"no time zone is called {zone!r}{way_out}")


class ConfigError(Exception):
    """Settings that cannot be followed; the text names the file, the key and the way out."""


class Site(Struct, forbid_unknown_fields=True, frozen=True):
    """How the installation is known outside."""

    name: str = "Samsök"
    url: str = "http://localhost:8000"
    contact: str = "operator@localhost"
    zone: str = "Europe/Stockholm"

    def __post_init__(self) -> None:
        demand_zone(self.zone)


class Data(Struct, forbid_unknown_fields=True, frozen=True):
    """Where things are kept. Without a database address: in a file in the folder."""

    folder: str = "data"
    database: str = ""


class Mail(Struct, forbid_unknown_fields=True, frozen=True):
    """The server that takes our letters. Without a host they stay in the outbox."""

    host: str = ""
    port: Port = 25
    security: Literal["none", "starttls", "tls"] = "none"
    user: str = ""
    password: str = ""
    sender: str = "samsok@localhost"


class Web(Struct, forbid_unknown_fields=True, frozen=True):
    """How the pages are served."""

    bind: str = "127.0.0.1"
    port: Port = 8000
    workers: Some = 1
    threads: Some = 8


class Matching(Struct, forbid_unknown_fields=True, frozen=True):
    """Files to learn from, as `samsok rank` takes them; empty for none."""

    background: str = ""
    parallel: str = ""
    thesaurus: str = ""

    def files(self) -> tuple[Path | None, Path | None, Path | None]:
        """Return the paths, in the order above."""
        background, parallel, thesaurus = (
            Path(each) if each else None
            for each in (self.background, self.parallel, self.thesaurus)
        )
        return background, parallel, thesaurus


class Digest(Struct, forbid_unknown_fields=True, frozen=True):
    """When the letter of the week is written, in the zone of the site; Monday is 1."""

    weekday: Weekday = 2
    at: time = time(6, 30)


class Sources(Struct, forbid_unknown_fields=True, frozen=True):
    """Which of the built-in sources are read: open data of these countries (EU for the Union).

    `on` names the others that are read too, and `off` what is not, by slug; `starts` where to begin
    when a funder's page has moved.
    """

    countries: tuple[Country, ...] = ("SE", "EU")
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    starts: dict[str, str] = {}
    kept: str = "scrapers/kept.toml"


class Keys(Struct, forbid_unknown_fields=True, frozen=True):
    """Keys to sources that ask for one, by slug. Without its key a source is off."""

    gdp_vinnova: Header = ""
    gdp_formas: Header = ""
    gdp_forte: Header = ""
    gdp_vr: Header = ""

    def said(self) -> dict[str, str]:
        """Return the keys that are set, by slug."""
        return {slug: key for slug, key in msgspec.structs.asdict(self).items() if key}


class Feed(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A funder's feed (RSS or Atom), or a page that another pattern reads, without any code."""

    slug: Slug
    funder: str
    url: str
    language: str = "sv"
    zone: str = "Europe/Stockholm"
    hours: Some = 24
    reader: Slug = "feed"

    def __post_init__(self) -> None:
        demand_zone(self.zone)


class Listed(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A page of a funder that lists calls, read by CSS selectors, without any code.

    `item` selects each call in the list; the others look inside one. With `details`, each call's
    own page is read too, there where that selects.
    """

    slug: Slug
    funder: str
    url: str
    item: str
    title: str = ""
    link: str = ""
    date: str = ""
    text: str = ""
    details: str = ""
    language: str = "sv"
    zone: str = "Europe/Stockholm"
    hours: Some = 24

    def __post_init__(self) -> None:
        demand_zone(self.zone)
        for name, css in self.options().items():
            try:
                parse(css)
            except SelectorError as error:
                raise ValueError(f"{name}: {css!r} is no CSS selector: {error}") from error

    def options(self) -> dict[str, str]:
        """Return the selectors that are set, by name."""
        names = ("item", "title", "link", "date", "text", "details")
        return {name: css for name in names if (css := getattr(self, name)) or name == "item"}


class Config(Struct, forbid_unknown_fields=True, frozen=True):
    """All that may differ between two installations."""

    site: Site = Site()
    data: Data = Data()
    mail: Mail = Mail()
    web: Web = Web()
    matching: Matching = Matching()
    digest: Digest = Digest()
    sources: Sources = Sources()
    keys: Keys = Keys()
    feeds: tuple[Feed, ...] = ()
    pages: tuple[Listed, ...] = ()

    @classmethod
    def read(cls, path: Path, environ: Mapping[str, str] = os.environ) -> Self:
        """Read a TOML file, then SAMSOK_<TABLE>__<KEY>; without both, all is as in the example."""
        try:
            said = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise ConfigError(f"{path}: {error}") from error
        config = convert(said, cls, str(path))
        for name, value in sorted(environ.items()):
            if name.startswith(PREFIX) and "__" in name:
                table, _, key = name.removeprefix(PREFIX).lower().partition("__")
                if table in ("feeds", "pages"):
                    raise ConfigError(f"${name}: {table} are named in the settings file only")
                # Where a list is asked for, the words stand with commas between them.
                listed = isinstance(getattr(getattr(config, table, None), key, None), tuple)
                given = [word.strip() for word in value.split(",")] if listed else value
                said = {**said, table: {**said.get(table, {}), key: given}}
                config = convert(said, cls, f"${name}", strict=False)
        return config

    @property
    def database(self) -> str:
        """The address of the database."""
        return self.data.database or f"sqlite:///{self.data.folder}/samsok.db"

    @property
    def agent(self) -> str:
        """How we say honestly who is asking."""
        return f"samsok (+{self.site.url}; {self.site.contact})"

    def secret(self) -> bytes:
        """Return this installation's secret, made on first use and readable by its owner only."""
        path = Path(self.data.folder, "secret")
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(secrets.token_bytes(32))
        except FileExistsError:
            pass
        return path.read_bytes()


def convert(said: dict[str, Any], kind: type[T], place: str, *, strict: bool = True) -> T:
    """Check what was said; an unknown name is refused with the nearest known one."""
    try:
        return msgspec.convert(said, kind, strict=strict)
    except msgspec.ValidationError as error:
        trouble, _, path = str(error).partition(" - at `$")
        path = path.rstrip("`").strip(".")
        if "unknown field" in trouble:
            unknown = trouble.split("`")[1]
            path = f"{path}.{unknown}".strip(".")
            near = get_close_matches(unknown, known_names(kind), n=1, cutoff=0.5)
            way_out = f"did you mean {near[0]!r}?" if near else "config.example.toml lists them all"
            raise ConfigError(f"{place}: no setting is called {path!r}; {way_out}") from error
        raise ConfigError(f"{place}: {path}: {trouble}") from error


def known_names(kind: type) -> list[str]:
    """Return the names of all settings and tables."""
    names = []
    for each in msgspec.structs.fields(kind):
        names.append(each.name)
        inner = getattr(each.type, "__args__", (each.type,))[0]
        if isinstance(inner, type) and issubclass(inner, Struct):
            names += known_names(inner)
    return names
