"""The only sockets to the outside world: to addresses that were looked at, and to no other."""

import socket
from contextlib import suppress
from threading import Thread
from time import monotonic

from urllib3.connection import HTTPConnection, HTTPSConnection

from scrapers.addresses import public
from scrapers.limits import Limits
from scrapers.site import NotPublic, Unreachable


class Guarded(HTTPConnection):
    """Looks at the address in the moment of connecting; a second look-up could lie."""

    limits: Limits
    end: float
    brake: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        addresses = looked_up(self.host, self.port or 0, self.end)
        if not all(allowed(each, self.port or 0, self.limits) for each in addresses):
            raise NotPublic(f"{self.host} is not at a public address")
        made = first(addresses, self.port or 0, self.end, self.limits)
        self.brake = made.dup()  # a second handle: shutting it ends the first, TLS or not
        if monotonic() > self.end:
            self.stop()
        return made

    def stop(self) -> None:
        """End the conversation, wherever it is."""
        if self.brake:
            with suppress(OSError):  # the other side was quicker
                self.brake.shutdown(socket.SHUT_RDWR)


class GuardedTls(Guarded, HTTPSConnection):
    """The same, encrypted."""


def allowed(address: str, port: int, limits: Limits) -> bool:
    """Say whether an address is one to connect to."""
    return public(address) or f"{address}:{port}" in limits.trusted


def looked_up(host: str, port: int, end: float) -> list[str]:
    """Ask for all addresses of a host; the system's look-up knows no end of its own."""
    found: list[str] = []
    trouble: list[OSError | ValueError] = []

    def look_up() -> None:
        try:
            told = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(each[4][0]) for each in told))
        except (OSError, ValueError) as error:
            trouble.append(error)

    looking = Thread(target=look_up, daemon=True)
    looking.start()
    looking.join(max(end - monotonic(), 0))
    if trouble:
        raise Unreachable(f"{host} is not found: {trouble[0]}")
    if not found:
        raise TimeoutError(f"{host} was not found in time")
    return found


def first(addresses: list[str], port: int, end: float, limits: Limits) -> socket.socket:
    """Connect to the first of the addresses that lets us in before the end."""
    trouble: OSError = TimeoutError()
    for address in addresses:
        wait = min(limits.connect, end - monotonic())
        if wait <= 0:
            break
        made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
        try:
            made.settimeout(wait)
            made.connect((address, port))  # a number: nobody is asked where it is once more
            there = made.getpeername()[0]
            if not allowed(there, port, limits):
                raise NotPublic(f"{address} turned out to be {there}, no public address")
            return made
        except OSError as error:
            made.close()
            trouble = error
        except Unreachable:
            made.close()
            raise
    raise trouble
