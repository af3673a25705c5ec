"""The settings, read once at a door (web/ or jobs/cli.py) and handed inwards as values."""

import os
import secrets
import tomllib
from collections.abc import Mapping
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, Self, get_type_hints

import msgspec
from msgspec import Struct

PREFIX = "SAMSOK_"


class ConfigError(Exception):
    """Settings that cannot be followed; the text names the file, the key and the way out."""


class Site(Struct, forbid_unknown_fields=True, frozen=True):
    """How the installation is known outside."""

    name: str = "Samsök"
    url: str = "http://localhost:8000"
    contact: str = "operator@localhost"
    zone: str = "Europe/Stockholm"


class Data(Struct, forbid_unknown_fields=True, frozen=True):
    """Where things are kept. Without a database address: in a file in the folder."""

    folder: str = "data"
    database: str = ""


class Mail(Struct, forbid_unknown_fields=True, frozen=True):
    """The server that takes our letters. Without a host they stay in the outbox."""

    host: str = ""
    port: int = 25
    security: Literal["none", "starttls", "tls"] = "none"
    user: str = ""
    password: str = ""
    sender: str = "samsok@localhost"


class Web(Struct, forbid_unknown_fields=True, frozen=True):
    """How the pages are served."""

    bind: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    threads: int = 8


class Digest(Struct, forbid_unknown_fields=True, frozen=True):
    """When the letter of the week is written, in the zone of the site; Monday is 1."""

    weekday: int = 2
    at: time = time(6, 30)


class Sources(Struct, forbid_unknown_fields=True, frozen=True):
    """Which of the built-in sources are read, beyond the open data: name them by slug."""

    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()


class Feed(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A feed (RSS or Atom) of a funder, read without any code."""

    slug: str
    funder: str
    url: str
    language: str = "sv"
    zone: str = "Europe/Stockholm"
    hours: int = 24


class Config(Struct, forbid_unknown_fields=True, frozen=True):
    """All that may differ between two installations."""

    site: Site = Site()
    data: Data = Data()
    mail: Mail = Mail()
    web: Web = Web()
    digest: Digest = Digest()
    sources: Sources = Sources()
    feeds: tuple[Feed, ...] = ()

    @classmethod
    def read(cls, path: Path, environ: Mapping[str, str] = os.environ) -> Self:
        """Read a TOML file, then SAMSOK_<TABLE>__<KEY>; without either, all is as in the example."""
        try:
            said = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise ConfigError(f"{path}: {error}") from error
        config = convert(said, cls, str(path))
        for name, value in sorted(environ.items()):
            if name.startswith(PREFIX) and "__" in name:
                table, _, key = name.removeprefix(PREFIX).lower().partition("__")
                said.setdefault(table, {})[key] = value
                config = convert(said, cls, f"${name}")
        return config

    @property
    def database(self) -> str:
        """The address of the database."""
        return self.data.database or f"sqlite:///{self.data.folder}/samsok.db"

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
