"""Partners and people from a table, at the operator's command line."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Group, Letter, Meeting, Membership, Partner, Person, Role
from models.database import connect
from tests.commanding import samsok
from workflow.partners.partnership import load
from workflow.partners.roster import example

WHOLE = """{
"partners": [{
  "name": "Laxå kommun", "municipality": "Laxå", "kind": "municipality", "number": "2120001918",
  "about": "A town", "offers": [{"good": "premises", "words": "A hall"}],
  "meetings": [{"body": "The board", "day": "2026-03-10", "papers_due": "2026-03-01"}],
  "people": [
    {"name": "Ada", "email": "ada@laxa.example", "roles": ["signatory"], "known_by": "§ 4"}
  ]
}],
"groups": [{"name": "Watch", "people": ["ADA@laxa.example"]}]
}"""
DEMO = Path(__file__).parents[1] / "demo" / "partnership.json"


def test_partners_are_imported_at_the_command_line(tmp_path: Path) -> None:
    table, bad = tmp_path / "partners.csv", tmp_path / "bad.csv"
    table.write_bytes(example("en"))
    bad.write_bytes(example("en") + "Åsen;;zirkus\n".encode())

    refused = samsok("import", "partners", str(bad), "--yes", folder=tmp_path)
    first = samsok("import", "partners", str(table), "--yes", folder=tmp_path)
    again = samsok("import", "partners", str(table), "--no-letters", folder=tmp_path)

    assert refused.returncode == 1
    assert "row 5, column C (Kind of organisation): We do not know “zirkus”" in refused.stderr
    assert first.stdout.splitlines() == ["2 new, 0 changed, 3 people", "Done."]
    assert again.stdout.splitlines() == ["0 new, 0 changed, 0 people"]
    engine = connect(f"sqlite:///{tmp_path}/samsok.db")
    with Session(engine) as session:
        assert len(session.scalars(select(Letter)).all()) == 3
        assert session.scalars(select(Membership)).all() == []
    engine.dispose()


def test_an_operator_is_made_without_a_letter_where_that_is_said(tmp_path: Path) -> None:
    table = tmp_path / "partners.csv"
    table.write_text(
        "Organisation;Person;E-mail address;Roles\nHub;Cleo;cleo@hub.example;operator\n"
    )

    done = samsok("import", "partners", str(table), "--yes", "--no-letters", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    engine = connect(f"sqlite:///{tmp_path}/samsok.db")
    with Session(engine) as session:
        assert session.scalars(select(Membership.role)).one() is Role.OPERATOR
        assert session.scalars(select(Letter)).all() == []
    engine.dispose()


def test_the_invented_partnership_has_some_of_everything(session: Session) -> None:
    for _ in range(2):
        load(session, DEMO.read_bytes())

    partners = session.scalars(select(Partner)).all()
    assert len(partners) == 18
    assert all(each.offers and each.sector and each.area for each in partners)
    signs = session.scalars(select(Membership).filter_by(role=Role.SIGNATORY)).all()
    assert all(each.known_by for each in signs)
    groups = {each.name: len(each.people) for each in session.scalars(select(Group))}
    assert groups == {
        "Projektgruppen": 7, "Rådgivning": 3, "Omvärldsbevakning": 3, "Kommunikation": 2,
    }  # fmt: skip


def test_a_file_may_say_meetings_groups_and_numbers(session: Session) -> None:
    load(session, WHOLE.encode())

    partner = session.scalars(select(Partner)).one()
    assert (partner.number, partner.area, partner.sector) == ("212000-1918", "SE124", "public")
    assert [str(each.papers_due) for each in session.scalars(select(Meeting))] == ["2026-03-01"]
    assert [each.name for each in session.scalars(select(Person))] == ["Ada"]
