"""Codes, links and keys that lie nowhere: computed from the installation's secret and a salt.

A copy of the database gives none of them away, and a row that is removed takes its own along.
"""

from base64 import b32encode, urlsafe_b64encode
from hashlib import sha256
from hmac import compare_digest, digest
from secrets import choice, token_hex, token_urlsafe

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no letters that look like figures


def derived(secret: bytes, use: str, *parts: object) -> bytes:
    """Derive 32 bytes for one use; each use has bytes of its own."""
    return digest(secret, "|".join([use, *map(str, parts)]).encode(), "sha256")


def new_salt() -> str:
    """Return a salt of 128 bits."""
    return token_hex(16)


def new_token() -> str:
    """Return what a cookie holds: 256 bits by chance."""
    return token_urlsafe(32)


def hashed(token: str) -> str:
    """Return what the database keeps of a token that cannot be guessed."""
    return sha256(token.encode()).hexdigest()


def code_of(secret: bytes, number: int, salt: str) -> str:
    """Return the six digits of a letter that was asked for to sign in by."""
    return f"{int.from_bytes(derived(secret, 'sign-in code', number, salt)) % 10**6:06}"


def link_of(secret: bytes, use: str, number: int, salt: str) -> str:
    """Return the last part of a link's address: the number of its row, and a seal."""
    seal = urlsafe_b64encode(derived(secret, use, number, salt)[:24]).decode()
    return f"{number}.{seal}"


def number_of(link: str) -> int | None:
    """Return which row a link speaks of; whether it is right is another question."""
    number, dot, _ = link.partition(".")
    # At most what a database's number holds.
    good = dot and number.isascii() and number.isdigit() and len(number) < 18
    return int(number) if good else None


def same(one: str, other: str) -> bool:
    """Compare two secrets in a time that tells nothing of them."""
    return compare_digest(one.encode(), other.encode())


def app_key(secret: bytes, person_id: int, salt: str) -> str:
    """Return the key of an app with codes, in base 32 as apps take it."""
    return b32encode(derived(secret, "code app", person_id, salt)[:20]).decode()


def new_recovery_code() -> str:
    """Return a code to write on paper: ten letters and figures, 49 bits."""
    said = "".join(choice(ALPHABET) for _ in range(10))
    return f"{said[:5]}-{said[5:]}"


def recovery_hash(secret: bytes, code: str) -> str:
    """Return what the database keeps of a code on paper, however it was typed."""
    plain = "".join(each for each in code.lower() if each in ALPHABET)
    return derived(secret, "recovery code", plain).hex()


def somebody(secret: bytes, what: str, who: str) -> str:
    """Name someone whose tries are counted, so that the count says nothing of who it is."""
    return derived(secret, "throttle", what, who).hex()


def mark_of(secret: bytes, number: int, *key: object) -> str:
    """Return what a letter is known by outside: its number and a seal of its unique key.

    It stands in Message-IDs and return paths, whose letters may come back in lower case.
    """
    return f"{number}.{derived(secret, 'letter', number, *key)[:12].hex()}"
