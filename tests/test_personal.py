"""What is kept about a person is handed out, erased, and let go of when its time has come."""

import json
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs.erased import erase_again, noting, path_of, read
from lexicon.terms import Doubt
from models import Application, Base, Event, How, Letter, Person, Signature, Upload, WebSession
from models.event import first_broken
from tests.bids import World, part_of
from tests.commanding import samsok
from tests.conftest import NOON
from tests.forgetting import ADDRESS, DAY, NAME, clean_up, upload, world
from workflow.people import personal, sessions
from workflow.people.erasing import erase
from workflow.people.personal import Fate, everything, pointers, report
from workflow.telling import send

__all__ = ["world"]  # fixtures


def words(session: Session) -> str:
    """Return all that stands anywhere in the database."""
    return "\n".join(
        str(value)
        for table in Base.metadata.sorted_tables
        for row in session.execute(select(table))
        for value in row
    )


def test_every_pointer_to_a_person_has_its_rule() -> None:
    untold = [
        f"{table.name}.{column.name}"
        for table, column, rule in pointers()
        if rule is personal.UNKNOWN
    ]

    assert untold == []


def test_every_rule_is_for_a_column_that_exists() -> None:
    there = {f"{table.name}.{column.name}" for table, column, _ in pointers()}

    assert personal.RULES.keys() - there == set()


def test_nothing_of_an_erased_person_stands_anywhere(session: Session, world: World) -> None:
    letter = session.scalars(select(Letter).where(Letter.person_id == world.ben.id)).first()
    assert letter is not None
    letter.text, letter.sent_at = f"{NAME} has answered", NOON
    sessions.begin(session, world.ada, How.MAIL, NOON, "Firefox")
    assert ADDRESS in words(session)

    erase(session, world.ada, NOON)

    left = words(session)
    assert (NAME in left, ADDRESS in left) == (False, False)
    assert session.scalars(select(WebSession)).all() == []
    assert first_broken(session.scalars(select(Event).order_by(Event.id))) is None


def test_who_has_signed_keeps_the_name_until_it_is_no_evidence(
    session: Session, world: World
) -> None:
    bid = session.scalars(select(Application)).one()
    world.agree(part_of(bid, world.town))

    erase(session, world.ada, NOON)
    clean_up(session, NOON + timedelta(days=3650))
    signature = session.scalars(select(Signature)).one()
    then = signature.name
    clean_up(session, NOON + timedelta(days=3660))

    assert (then, signature.name, world.ada.name) == (NAME, "", "Former member")
    assert ADDRESS not in words(session)
    assert session.scalars(select(Signature.person_id)).all() == [world.ada.id]


def test_the_report_says_what_goes_what_stays_and_why(session: Session, world: World) -> None:
    bid = session.scalars(select(Application)).one()
    world.agree(part_of(bid, world.town))
    world.ben.name = f"{NAME} junior"
    bid.summary = f"Ask {ADDRESS}"
    session.flush()

    lines = {line.place: line for line in report(session, world.ada)}

    assert lines["membership.person_id"].fate is Fate.GOES
    assert lines["signature.person_id"].fate is Fate.STAYS
    assert "evidence" in lines["signature.person_id"].why
    assert lines["application.summary"].fate is Fate.STAYS
    assert "by hand" in lines["application.summary"].why
    assert world.ada.name == NAME


def test_nobody_writes_to_an_erased_person(session: Session, world: World) -> None:
    erase(session, world.ada, NOON)

    written = send(session, world.ada, "secured", about="x", now=NOON, link="/")

    assert written is False
    assert session.scalars(select(Letter).where(Letter.person_id == world.ada.id)).all() == []


def test_an_erased_person_is_erased_once(session: Session, world: World) -> None:
    erase(session, world.ada, NOON)

    assert erase(session, world.ada, NOON + DAY) == []
    assert world.ada.erased_at == NOON


def test_what_is_handed_out_is_all_but_what_signs_in(session: Session, world: World) -> None:
    token = sessions.begin(session, world.ada, How.MAIL, NOON, "Firefox")

    said = json.dumps(everything(session, world.ada), default=str, ensure_ascii=False)

    assert NAME in said
    assert "Firefox" in said
    assert '"membership"' in said
    row = session.scalars(select(WebSession)).one()
    assert token not in said
    assert row.hash not in said


def test_a_restored_backup_forgets_again(tmp_path: Path, engine: Engine) -> None:
    with Session(engine) as session:
        world = World(session)
        ada, ben = world.ada.id, world.ben.id
        noting(tmp_path, b"secret", NOON)(world.ada)

    with path_of(tmp_path).open("ab") as file:
        file.write(b'{"person": 3, "ma')  # a crash in the midst of a line

    assert erase_again(engine, tmp_path, b"secret", NOON) == 1
    assert erase_again(engine, tmp_path, b"secret", NOON) == 0
    with Session(engine) as session:
        assert session.get_one(Person, ada).erased_at == NOON
        assert session.get_one(Person, ben).erased_at is None
    assert "ada" not in path_of(tmp_path).read_text()
    assert len(read(tmp_path)) == 1


def test_another_person_under_the_same_number_is_not_erased(tmp_path: Path, engine: Engine) -> None:
    with Session(engine) as session:
        world = World(session)
        noting(tmp_path, b"secret", NOON)(world.ada)
        world.ada.email = "another@town.example"
        session.commit()

    assert erase_again(engine, tmp_path, b"secret", NOON) == 0


def test_the_command_shows_first_and_erases_when_it_is_told_to(tmp_path: Path) -> None:
    samsok("load", "demo/partnership.json", folder=tmp_path)
    email = "agnes.hyttler@example.org"

    shown = samsok("person", "erase", email, folder=tmp_path)
    exported = samsok("person", "export", email, folder=tmp_path)
    done = samsok("person", "erase", email, "--really", folder=tmp_path)
    unknown = samsok("person", "export", email, folder=tmp_path)

    assert "Nothing was changed" in shown.stderr
    assert "membership.person_id" in shown.stdout
    assert json.loads(exported.stdout)["person"][0]["email"] == email
    assert "Erased." in done.stderr
    assert unknown.stderr == f"Error: Nobody here has the address {email}.\n"
    assert len(read(tmp_path)) == 1


def test_a_lost_device_is_forgotten_by_the_operator(tmp_path: Path) -> None:
    samsok("load", "demo/partnership.json", folder=tmp_path)

    done = samsok("person", "reset-second", "agnes.hyttler@example.org", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "by letter alone" in done.stdout


def test_a_table_of_somebody_elses_that_names_the_erased_goes(
    session: Session, world: World
) -> None:
    upload(session, world, [{"words": {"person": NAME.upper(), "email": ADDRESS}}])

    erase(session, world.ada, NOON)

    assert session.scalars(select(Upload)).all() == []


def test_a_letter_that_has_not_left_loses_the_name_and_is_sent(
    session: Session, world: World
) -> None:
    world.ada.name = "Ada O'Sjöberg"
    letter = session.scalars(select(Letter).where(Letter.person_id == world.ben.id)).first()
    assert letter is not None
    letter.text = f"{world.ada.name} has answered, write to {ADDRESS.title()}"
    letter.html = "<p>Ada O&#39;Sjöberg has answered</p>"
    session.flush()

    erase(session, world.ada, NOON)

    session.refresh(letter)
    assert letter.text == "Tidigare medlem has answered, write to Tidigare medlem"
    assert letter.html == "<p>Tidigare medlem has answered</p>"


def test_the_report_finds_a_name_in_lists_and_tables_of_values(
    session: Session, world: World
) -> None:
    doubt = Doubt(field="title", words=f"Ask {NAME}")
    world.lakes.uncertain = (doubt,)
    session.flush()

    lines = {line.place: line for line in report(session, world.ada)}

    assert lines["call.uncertain"].fate is Fate.STAYS
