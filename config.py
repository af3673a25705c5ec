"""The settings, read once at a door (web/ or jobs/cli.py) and handed inwards as values."""

import os
import secrets
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, time
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import msgspec
from cssselect import SelectorError, parse
from msgspec import Meta, Struct

PREFIX = "SAMSOK_"

HERE = ("localhost", "127.0.0.1")

T = TypeVar("T")
Port = Annotated[int, Meta(ge=1, le=65535)]
Weekday = Annotated[int, Meta(ge=1, le=7)]
Some = Annotated[int, Meta(ge=1)]
Count = Annotated[int, Meta(ge=0)]
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


Security = Literal["none", "starttls", "tls"]
Address = Annotated[str, Meta(pattern=r"^([!-?A-~]+@[!-?A-~]+)?\Z")]


def demand_secrecy(security: Security, user: str, host: str) -> None:
    """Refuse to say a password to another machine so that everybody on the way hears it."""
    if user and security == "none" and host not in HERE:
        raise ValueError(f"{host} would be told the password in clear: set security to starttls")


class Mail(Struct, forbid_unknown_fields=True, frozen=True):
    """The server that takes our letters. Without a host they stay in the outbox.

    `authority` is a file (PEM) with who vouches for the server, beside those the machine trusts.
    """

    host: str = ""
    port: Port = 25
    security: Security = "none"
    user: str = ""
    password: str = ""
    authority: str = ""
    sender: str = "samsok@localhost"

    def __post_init__(self) -> None:
        demand_secrecy(self.security, self.user, self.host)


class Bounces(Struct, forbid_unknown_fields=True, frozen=True):
    """Where letters come back to that nobody took, and how we read them there.

    `address` takes address+anything, too. Without a host no mailbox is read; without a `hook`, its
    web address is not there: https://…/hooks/bounces/<hook>.
    """

    address: Address = ""
    host: str = ""
    port: Port = 993
    security: Security = "tls"
    user: str = ""
    password: str = ""
    authority: str = ""
    folder: str = "INBOX"
    hook: Annotated[str, Meta(pattern=r"^([A-Za-z0-9_-]{16,200})?\Z")] = ""

    def __post_init__(self) -> None:
        demand_secrecy(self.security, self.user, self.host)


class Web(Struct, forbid_unknown_fields=True, frozen=True):
    """How the pages are served; `proxies` of our own stand before them and name the visitor."""

    bind: str = "127.0.0.1"
    port: Port = 8000
    workers: Some = 1
    threads: Some = 8
    proxies: Count = 0


class Oidc(Struct, forbid_unknown_fields=True, frozen=True):
    """An organisation's own sign-in (OpenID Connect). Without an issuer there is none.

    `domains` are those whose addresses it may vouch for, or ("*",): it is believed of nobody else.
    `second_factor` says that it asks its people for one, so that we need not.
    """

    issuer: str = ""
    client_id: str = ""
    client_secret: str = ""
    name: str = ""
    domains: tuple[str, ...] = ()
    second_factor: bool = False

    def __post_init__(self) -> None:
        if self.issuer and not self.client_id:
            raise ValueError("an issuer needs a client_id: the organisation gives it out")
        if self.issuer and not self.domains:
            raise ValueError(
                "an issuer needs domains, of the addresses that it may vouch for,"
                ' as ["example.org"]; ["*"] believes it of everybody\'s'
            )
        there = urlsplit(self.issuer)
        if self.issuer and there.scheme != "https" and there.hostname not in HERE:
            raise ValueError(f"issuer: {self.issuer!r} does not begin with https://")

    def vouches_for(self, email: str) -> bool:
        """Say whether the organisation is believed of an address; subdomains are others."""
        domain = email.rpartition("@")[2].lower()
        return "*" in self.domains or domain in {each.lower() for each in self.domains}


class SignIn(Struct, forbid_unknown_fields=True, frozen=True):
    """For how long one is signed in: in all, and without doing anything.

    Hours and minutes are those of coordinators and operators, days those of all others.
    `grace_days` is for how long coordinators and operators may do without a second factor.
    """

    hours: Some = 12
    idle_minutes: Some = 60
    days: Some = 30
    idle_days: Some = 14
    grace_days: Count = 14
    oidc: Oidc = Oidc()


class Files(Struct, forbid_unknown_fields=True, frozen=True):
    """How large a file of an application may be, and how many one application may have."""

    most_mb: Annotated[int, Meta(ge=1, le=500)] = 20
    most: Some = 100


class Privacy(Struct, forbid_unknown_fields=True, frozen=True):
    """After how long what is kept about people goes.

    `inactive_months` without signing in, a person is told, and erased `notice_days` later;
    `unconfirmed_days` is for who never came and belongs nowhere, `letter_days` for the words of
    letters that were sent, `signature_years` for the name of who has signed and is erased,
    `log_days` for the logs, which the operator's machine keeps.
    """

    inactive_months: Some = 24
    notice_days: Some = 30
    unconfirmed_days: Some = 7
    letter_days: Some = 365
    signature_years: Some = 10
    log_days: Some = 30


class Accessibility(Struct, forbid_unknown_fields=True, frozen=True):
    """What the accessibility statement says of this installation (lag 2018:1937).

    `publisher` is the public body that answers for it; `lacking` and `burden` are sentences of its
    own: what else cannot be used by everybody, and what is left out as too great a burden.
    """

    publisher: str = ""
    conforms: Literal["fully", "partly", "not"] = "partly"
    lacking: tuple[str, ...] = ()
    burden: str = ""
    assessed: date = date(2026, 11, 29)
    updated: date = date(2026, 11, 29)
    authority: str = "Myndigheten för digital förvaltning (Digg)"
    complain: str = "https://www.digg.se/tdosanmalan"


class Matching(Struct, forbid_unknown_fields=True, frozen=True):
    """Files to learn from, as `samsok rank` takes them; empty for none.

    dask: the address of a scheduler, whose workers share what this machine would do alone.
    """

    background: str = ""
    parallel: str = ""
    thesaurus: str = ""
    dask: Annotated[str, Meta(pattern="^((tcp|tls|ws|wss)://.+)?$")] = ""

    def files(self) -> tuple[Path | None, Path | None, Path | None]:
        """Return the paths of the files, in the order above."""
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
    bounces: Bounces = Bounces()
    web: Web = Web()
    sign_in: SignIn = SignIn()
    files: Files = Files()
    privacy: Privacy = Privacy()
    accessibility: Accessibility = Accessibility()
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
                *tables, key = name.removeprefix(PREFIX).lower().split("__")
                if tables[0] in ("feeds", "pages"):
                    raise ConfigError(f"${name}: {tables[0]} are named in the settings file only")
                # Where a list is asked for, the words stand with commas between them.
                default: Any = config
                for table in (*tables, key):
                    default = getattr(default, table, None)
                listed = isinstance(default, tuple)
                given = [word.strip() for word in value.split(",")] if listed else value
                said = within(said, tables, key, given)
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
        if not path.exists():
            # Written in full before it has its name: another process must not read half of it.
            made = path.with_name(f"secret.{os.getpid()}.{secrets.token_hex(4)}")
            with open(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(secrets.token_bytes(32))
            with suppress(FileExistsError):
                os.link(made, path)
            made.unlink()
        return path.read_bytes()


def within(said: dict[str, Any], tables: list[str], key: str, given: Any) -> dict[str, Any]:
    """Return what was said, with one value more in a table (in a table)."""
    if not tables:
        return {**said, key: given}
    first, *rest = tables
    return {**said, first: within(said.get(first, {}), rest, key, given)}


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
