"""Passkeys (WebAuthn): asked for, kept, and recognised. Their challenges belong to a session."""

from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from msgspec import json
from sqlalchemy import select
from sqlalchemy.orm import Session
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from models import Passkey, Person
from workflow.people.factors import passkeys_of

MOST = 10


class Home(NamedTuple):
    """The site that passkeys are made for, by its address in the settings."""

    url: str
    name: str

    @property
    def host(self) -> str:
        """The host, to which a passkey is bound for ever."""
        return urlsplit(self.url).hostname or "localhost"

    @property
    def origin(self) -> str:
        """What the browser says where it is."""
        scheme, netloc, *_ = urlsplit(self.url)
        return f"{scheme}://{netloc}"


def options_to_add(session: Session, home: Home, person: Person, challenge: str) -> str:
    """Return, as JSON, what a browser needs to make a passkey."""
    return options_to_json(
        generate_registration_options(
            rp_id=home.host, rp_name=home.name, user_id=f"person:{person.id}".encode(),
            user_name=person.email, user_display_name=person.name,
            challenge=bytes.fromhex(challenge),
            exclude_credentials=described(passkeys_of(session, person)),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.DISCOURAGED,
                user_verification=UserVerificationRequirement.PREFERRED,
            ),
        )
    )  # fmt: skip


def options_to_show(session: Session, home: Home, person: Person, challenge: str) -> str:
    """Return, as JSON, what a browser needs to ask for one of the person's passkeys."""
    return options_to_json(
        generate_authentication_options(
            rp_id=home.host, challenge=bytes.fromhex(challenge),
            allow_credentials=described(passkeys_of(session, person)),
        )
    )  # fmt: skip


def described(passkeys: list[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    """Name passkeys to a browser."""
    return [PublicKeyCredentialDescriptor(id=each.credential) for each in passkeys]


def add(
    session: Session, home: Home, person: Person, challenge: str, said: str, name: str,
    now: datetime,
) -> bool:  # fmt: skip
    """Keep the passkey that a browser made for this challenge; say whether it was one."""
    if len(passkeys_of(session, person)) >= MOST:
        return False
    try:
        made = verify_registration_response(
            credential=said, expected_challenge=bytes.fromhex(challenge),
            expected_rp_id=home.host, expected_origin=home.origin,
        )  # fmt: skip
    except (WebAuthnException, ValueError, TypeError, KeyError):
        return False
    if session.scalar(select(Passkey).filter_by(credential=made.credential_id)):
        return False
    session.add(
        Passkey(
            person_id=person.id, credential=made.credential_id,
            public_key=made.credential_public_key, count=made.sign_count, name=name, added_at=now,
        )
    )  # fmt: skip
    session.flush()
    return True


def by_passkey(
    session: Session, home: Home, person: Person, challenge: str, said: str, now: datetime
) -> bool:
    """Say whether a browser showed one of the person's passkeys for this challenge."""
    try:
        raw = json.decode(said.encode(), type=dict[str, object])
        credential = base64url_to_bytes(str(raw.get("rawId", "")))
        passkey = session.scalar(
            select(Passkey).filter_by(person_id=person.id, credential=credential).with_for_update()
        )
        if passkey is None:
            return False
        shown = verify_authentication_response(
            credential=said, expected_challenge=bytes.fromhex(challenge),
            expected_rp_id=home.host, expected_origin=home.origin,
            credential_public_key=passkey.public_key, credential_current_sign_count=passkey.count,
        )  # fmt: skip
    except (WebAuthnException, ValueError, TypeError, KeyError):
        return False
    passkey.count, passkey.used_at = shown.new_sign_count, now
    return True
