"""What is kept about a person is handed out, erased, and let go of when its time has come."""

import json
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, DateTime, Engine, Enum, Table, func, insert, select, update
from sqlalchemy.orm import Session

from jobs.erased import erase_again, noting, path_of, read
from lexicon.terms import Doubt
from models import (
    Application,
    Base,
    Bounce,
    Errand,
    Event,
    Happening,
    Hook,
    How,
    InterestPeriod,
    Invitation,
    JobRun,
    Letter,
    Limit,
    Membership,
    Newcomer,
    NewcomerState,
    Partner,
    PeriodState,
    Person,
    Role,
    Signature,
    SignIn,
    Sort,
    Throttle,
    Upload,
    WebSession,
)
from models.event import first_broken
from tests.bids import JUST_NOW, Rivals, World, part_of
from tests.commanding import samsok
from tests.conftest import NOON
from tests.furnishing import furnish
from workflow.applications import commitments, deputies
from workflow.applications.terms import seal_of
from workflow.people import personal, sessions, signing_in
from workflow.people.erasing import erase
from workflow.people.personal import Fate, everything, pointers, report
from workflow.people.retaining import MONTH, Terms, retain
from workflow.people.sessions import Spans
from workflow.telling import send

NAME, ADDRESS = "Ada Sjöberg", "ada.sjoberg@town.example"
DAY = timedelta(days=1)


@pytest.fixture
def world(session: Session) -> World:
    """The partnership, in which Ada has signed, and others were written to about it."""
    world = World(session)
    world.ada.name, world.ada.email = NAME, ADDRESS
    world.bid(world.town, "Blue lakes", world.university)
    return world


def clean_up(session: Session, now: datetime) -> list[str]:
    """Let go of what is due; return who was erased."""
    gone: list[str] = []
    retain(session, now, Terms(), Spans(), lambda person: gone.append(person.name))
    session.flush()
    return gone


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


def test_who_is_long_silent_is_told_and_then_erased(session: Session, world: World) -> None:
    clean_up(session, NOON)
    for person in (world.ben, world.dana, world.cleo, world.eve, world.finn):
        person.seen_at = NOON + 20 * MONTH
    silent = NOON + 24 * MONTH + DAY

    told = clean_up(session, silent)
    again = clean_up(session, silent + 29 * DAY)
    gone = clean_up(session, silent + 30 * DAY)

    letters = select(Letter).where(Letter.kind == "inactive")
    assert (told, again, gone) == ([], [], [NAME])
    assert session.scalars(letters).all() == []  # it went with the person
    assert world.ada.erased_at is not None


def test_who_comes_after_being_told_stays(session: Session, world: World) -> None:
    clean_up(session, NOON)
    silent = NOON + 24 * MONTH + DAY
    clean_up(session, silent)
    [letter] = session.scalars(
        select(Letter).where(Letter.kind == "inactive", Letter.person_id == world.ada.id)
    )
    sessions.begin(session, world.ada, How.LETTER, silent + DAY)

    gone = clean_up(session, silent + 31 * DAY)

    assert "erased" in letter.text
    assert NAME not in gone
    assert world.ada.erased_at is None


def test_who_never_came_and_belongs_nowhere_is_erased_after_a_week(
    session: Session, world: World
) -> None:
    session.add(Person(name="Stray", email="stray@town.example"))
    session.flush()

    assert clean_up(session, NOON) == []
    assert clean_up(session, NOON + 7 * DAY) == []
    assert clean_up(session, NOON + 8 * DAY) == ["Stray"]


def test_rows_that_open_nothing_any_longer_go(session: Session, world: World) -> None:
    sessions.begin(session, world.ada, How.MAIL, NOON)
    signing_in.ask(session, b"secret", ADDRESS, NOON)
    session.add(Throttle(key="x", since=NOON, count=1))
    session.add(JobRun(job="post", scheduled_for=NOON, clock="a", done_at=NOON))
    clean_up(session, NOON + timedelta(hours=1))
    kept = [len(session.scalars(select(table)).all()) for table in (WebSession, SignIn, Throttle)]

    clean_up(session, NOON + 15 * DAY)

    assert kept == [1, 1, 1]
    for table in (WebSession, SignIn, Throttle):
        assert session.scalars(select(table)).all() == []
    assert session.scalars(select(JobRun).where(JobRun.done_at.is_not(None))).all() == []


def test_the_words_of_sent_letters_go_and_none_is_sent_twice(
    session: Session, world: World
) -> None:
    letter = session.scalars(select(Letter)).first()
    assert letter is not None
    letter.sent_at = NOON
    session.flush()

    clean_up(session, NOON + 364 * DAY)
    session.refresh(letter)
    then = letter.text
    clean_up(session, NOON + 366 * DAY)
    session.refresh(letter)

    assert then
    assert (letter.subject, letter.text, letter.html) == ("", "", "")
    assert letter.sent_at == NOON


def test_returned_letters_are_forgotten_a_year_after_they_count_no_longer(
    session: Session, world: World
) -> None:
    for about, lifted_at in (("1", NOON), ("2", None)):
        session.add(
            Bounce(
                person=world.ada, email=ADDRESS, sort=Sort.HARD, about=about, words="550 gone",
                at=NOON, lifted_at=lifted_at,
            )
        )  # fmt: skip

    clean_up(session, NOON + 364 * DAY)
    early = session.scalars(select(Bounce.about)).all()
    clean_up(session, NOON + 366 * DAY)

    assert early == ["1", "2"]
    assert session.scalars(select(Bounce.about)).all() == ["2"]


def test_the_words_that_hooks_were_told_go_and_none_is_told_twice(session: Session) -> None:
    hook = Hook(
        name="Chat", url="https://chat.example/in", happenings=(Happening.TEST,), language="sv",
        salt="0" * 32, added_at=NOON,
    )  # fmt: skip
    errand = Errand(
        happening=Happening.TEST, about="1", said={"site": "Samsök"}, written_at=NOON,
        again_at=NOON, answer="200", told_at=NOON,
    )  # fmt: skip
    hook.errands.append(errand)
    session.add(hook)
    session.flush()

    clean_up(session, NOON + 366 * DAY)
    session.refresh(errand)

    assert (errand.said, errand.answer, errand.told_at) == ({}, "", NOON)


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


def test_who_asked_for_an_organisation_is_forgotten_when_it_is_answered(
    session: Session, world: World
) -> None:
    newcomer = Newcomer(
        organisation="Choir", municipality="", wants="Sing", name="Siri", language="sv",
        email="siri@choir.example", asked_at=NOON, state=NewcomerState.DECLINED, settled_at=NOON,
    )  # fmt: skip
    session.add(newcomer)
    session.flush()

    clean_up(session, NOON + 7 * DAY)
    kept = newcomer.email
    clean_up(session, NOON + 8 * DAY)
    session.refresh(newcomer)

    assert kept == "siri@choir.example"
    assert (newcomer.organisation, newcomer.name, newcomer.email) == ("Choir", "", "")


def test_who_is_asked_in_has_the_time_to_come(session: Session, world: World) -> None:
    stray = Person(name="Stray", email="stray@town.example")
    session.add(stray)
    session.flush()
    clean_up(session, NOON)
    session.add(
        Invitation(
            person_id=stray.id, partner_id=world.town.id, roles=(Role.REPRESENTATIVE,),
            sent_at=NOON,
        )
    )  # fmt: skip

    assert clean_up(session, NOON + 29 * DAY) == []
    assert clean_up(session, NOON + 31 * DAY) == ["Stray"]


def test_tables_that_wait_for_a_yes_wait_for_a_day(session: Session, world: World) -> None:
    upload(session, world, [])

    clean_up(session, NOON + DAY)
    then = session.scalars(select(Upload)).all()
    clean_up(session, NOON + DAY + timedelta(seconds=1))

    assert len(then) == 1
    assert session.scalars(select(Upload)).all() == []


def upload(session: Session, world: World, rows: list[dict[str, Any]]) -> None:
    session.add(
        Upload(by_id=world.cleo.id, kind="partners", at=NOON, name="t", rows=rows, unread=[])
    )
    session.flush()


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


def test_of_who_has_everything_nothing_is_left_but_what_the_report_says(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    """A row in every table that points to a person, and her name wherever others may write it."""
    rivals = Rivals(session)
    rivals.propose(rivals.blue)
    rivals.reply(rivals.blue, True)
    ada, town = rivals.world.ada, rivals.world.town
    ada.name, ada.email = NAME, ADDRESS
    session.flush()
    guest = rivals.world.person("Guest", Partner(name="Abroad", outside=True), Role.REPRESENTATIVE)
    furnish(session, ada, rivals.world.cleo, ada, rivals, guest)
    in_each_others_place(session, rivals.world)
    everywhere(session, ada)
    town.about = f"{NAME} knows more"
    pointed = {
        f"{table.name}.{column.name}"
        for table, column, _ in pointers()
        if session.scalar(select(func.count()).select_from(table).where(column == ada.id))
    }
    handed_out = everything(session, ada)
    assert {place.split(".")[0] for place in pointed} <= handed_out.keys()

    stays = {line.place for line in erase(session, ada, NOON) if line.fate is Fate.STAYS}
    session.commit()

    assert {f"{table.name}.{column.name}" for table, column, _ in pointers()} - pointed == set()
    left = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for row in session.execute(select(table)).mappings()
        for column in table.columns
        if NAME in str(row[column.name]) or ADDRESS in str(row[column.name]).lower()
    }
    assert left - stays == set()
    assert "partner.about" in left
    assert ADDRESS not in caplog.text
    assert NAME not in caplog.text


def in_each_others_place(session: Session, world: World) -> None:
    """Let Ada be a deputy, have one who has signed for her, and say what a call allows."""
    world.university.memberships.append(Membership(person=world.ada, role=Role.ADVISER))
    days: dict[str, Any] = {"first": NOON.date(), "last": NOON.date(), "now": NOON}
    deputies.name(session, world.university, world.ada, world.ben, by=world.ben, **days)
    session.add(
        InterestPeriod(
            call=world.lakes, until=NOON.date(), places=1, criteria=("Need",), begun_at=NOON,
            begun_by=world.ada.id, state=PeriodState.CHOSEN, chosen_by=world.ada.id, chosen_at=NOON,
        )
    )  # fmt: skip
    session.add(Limit(call=world.lakes, places=2, words="", said_by=world.ada.id, said_at=NOON))
    bid = session.scalars(select(Application).order_by(Application.id)).all()[0]
    part = part_of(bid, world.town)
    said: dict[str, Any] = {"seen": seal_of(part), "now": NOON, "signed_in": JUST_NOW}
    commitments.sign(session, part, by=world.eve, **said)


def everywhere(session: Session, person: Person) -> None:
    """Add a row for each pointer to the person that has none, as the table would take it."""
    for table, column, _ in pointers():
        if session.scalar(select(func.count()).select_from(table).where(column == person.id)):
            continue
        if session.scalar(select(func.count()).select_from(table)):
            session.execute(update(table).values({column.name: person.id}))
        else:
            session.execute(
                insert(table).values({**filled(session, table), column.name: person.id})
            )


def filled(session: Session, table: Table) -> dict[str, Any]:
    """Return something for each column that needs something."""
    some: dict[type, Any] = {str: "x", int: 1, datetime: NOON, date: NOON.date(), bytes: b"x"}
    found: dict[str, Any] = {}
    pointed: Counter[Any] = Counter()
    for column in table.columns:
        if column.nullable or column is table.autoincrement_column:
            continue
        kind = getattr(column.type, "impl", column.type)
        if keys := [*column.foreign_keys]:
            there = keys[0].column
            offset = pointed[there.table]  # two pointers to one table are to two things
            found[column.name] = session.scalar(select(there).order_by(there).offset(offset))
            pointed[there.table] += 1
        elif isinstance(kind, JSON):
            found[column.name] = ()
        elif isinstance(kind, Enum):
            found[column.name] = next(iter(kind.enum_class or ()))
        else:
            found[column.name] = (
                NOON if isinstance(kind, DateTime) else some.get(kind.python_type, 1)
            )
    return found
