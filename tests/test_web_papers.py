"""The pages of an application's papers, of templates, and of what became of it."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import Application, Document, Letterhead, Person
from papers.documents import pdf
from papers.documents.template import ours
from tests.bids import World, part_of
from tests.conftest import NOON
from tests.pages import open_site, post, visitor
from workflow.applications import rulings, stages
from workflow.applications.rulings import Decision, ruling_of


class Site:
    """A site with a bid of the town and the university; the town has signed, the other has not."""

    def __init__(self, engine: Engine, session: Session, folder: Path) -> None:
        self.session, world = session, World(session)
        bid = world.bid(world.town, "Blue lakes", world.university)
        world.agree(part_of(bid, world.town))
        self.bid, self.call, self.town = bid.id, bid.call_id, world.town.id
        people = {"ada": world.ada, "ben": world.ben, "finn": world.finn}
        self.people = {name: each.id for name, each in people.items()}
        session.commit()
        session.close()
        self.app: Flask = open_site(engine, folder)

    @property
    def page(self) -> str:
        return f"/applications/{self.bid}/papers"

    def by(self, name: str) -> FlaskClient:
        return visitor(self.app, self.people[name])

    def count(self) -> int:
        with Session(self.session.get_bind()) as session:
            return len(session.scalars(select(Document)).all())


@pytest.fixture
def site(engine: Engine, session: Session, tmp_path: Path) -> Site:
    return Site(engine, session, tmp_path)


def test_one_click_gives_the_registrar_a_pdf_and_a_second_one_the_same(site: Site) -> None:
    ada = site.by("ada")
    form = {"kind": "sign_on_record", "partner": site.town, "fetch": "yes"}

    answers = [post(ada, site.page, f"/applications/{site.bid}", **form) for _ in range(2)]
    files = [ada.get(each.location) for each in answers]

    assert [each.status_code for each in (*answers, *files)] == [303, 303, 200, 200]
    assert files[0].data == files[1].data
    assert "attachment" in files[0].headers["Content-Disposition"]
    with pikepdf.open(BytesIO(files[0].data)) as opened:
        assert opened.Root.MarkInfo.Marked
    assert site.count() == 1


def test_looking_and_fetching_make_nothing(site: Site) -> None:
    ada = site.by("ada")

    shown = [ada.get(each, buffered=True) for each in (site.page, f"{site.page}/all.sv.zip")]

    assert [each.status_code for each in shown] == [200, 200]
    assert site.count() == 0


def test_all_papers_come_in_one_file(site: Site) -> None:
    ada = site.by("ada")
    for kind in ("brief", "budget_workbook"):
        assert post(ada, site.page, kind=kind).status_code == 303

    packed = ada.get(f"{site.page}/all.en.zip", buffered=True)

    with ZipFile(BytesIO(packed.data)) as opened:
        assert opened.testzip() is None
        endings = sorted(name.rpartition(".")[2] for name in opened.namelist())
    assert endings == ["SHA256SUMS", "docx", "pdf", "txt", "txt", "xlsx"]


def test_papers_of_a_part_are_for_its_partner_and_the_lead(site: Site) -> None:
    ada, ben, finn = (site.by(each) for each in ("ada", "ben", "finn"))
    made = post(ada, site.page, kind="letter_of_intent", partner=site.town)
    file = f"{site.page}/1.sv.docx"

    seen = [each.get(file).status_code for each in (ada, ben, finn)]

    assert made.status_code == 303
    assert seen == [200, 404, 404]
    assert "Ytterligare" not in ben.get(site.page).text
    assert "till är för den egna parten" in ben.get(site.page).text
    assert finn.get(site.page).status_code == 404


@pytest.mark.parametrize(
    "path", ["1.sv.exe", "1.xx.pdf", "99.sv.pdf", "1.sv.xlsx", "all.xx.zip", "1.sv.docx/.."]
)
def test_addresses_that_lead_nowhere_are_not_there(site: Site, path: str) -> None:
    ada = site.by("ada")
    post(ada, site.page, kind="brief")

    assert ada.get(f"{site.page}/{path}").status_code == 404


@pytest.mark.parametrize(
    ("form", "code"),
    [({}, 400), ({"kind": "novel"}, 400), ({"kind": "letter_of_intent", "partner": 99}, 404)],
)
def test_rubbish_makes_nothing(site: Site, form: dict[str, str | int], code: int) -> None:
    ada = site.by("ada")

    assert post(ada, site.page, **form).status_code == code
    assert site.count() == 0


def test_without_its_extra_there_is_word_and_the_page_says_so(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    ada = site.by("ada")
    post(ada, site.page, kind="brief")

    shown = ada.get(site.page).text

    assert "Word works" in shown
    assert ada.get(f"{site.page}/1.en.docx").status_code == 200
    assert ada.get(f"{site.page}/1.en.pdf").status_code == 404


def test_a_template_is_sent_tried_out_and_taken_back(site: Site) -> None:
    ada = site.by("ada")
    page = f"/partners/{site.town}/template"

    sent = post(ada, page, file=(BytesIO(ours()), "town.docx"))
    example = ada.get(f"{page}/example.docx")

    assert sent.status_code == 303
    assert "town.docx" in ada.get(page).text
    assert example.data.startswith(b"PK")
    assert post(ada, f"{page}/remove", page).status_code == 303
    assert ada.get(f"{page}/example.docx").status_code == 404


def test_what_is_no_template_is_told_with_why(site: Site) -> None:
    ada = site.by("ada")
    page = f"/partners/{site.town}/template"

    wrong = post(ada, page, file=(BytesIO(b"rubbish"), "../../x.docx"))
    none = post(ada, page)

    assert (wrong.status_code, none.status_code) == (422, 422)
    assert "Save it as .docx" in wrong.text
    with Session(site.session.get_bind()) as session:
        assert session.scalars(select(Letterhead)).all() == []


def submitted(site: Site) -> None:
    with Session(site.session.get_bind()) as session, session.begin():
        bid = session.get_one(Application, site.bid)
        ada = session.get_one(Person, site.people["ada"])
        bid.commitments[1].declined_at = NOON
        for verb in ("write", "ask for approval", "submit"):
            stages.move(session, bid, verb, by=ada, now=NOON, reference="F-1")


def test_the_decision_is_recorded_from_the_overview_and_told_on_the_calls_page(site: Site) -> None:
    submitted(site)
    ada, finn = site.by("ada"), site.by("finn")
    page = f"/applications/{site.bid}/decision"
    said = {"answer": "no", "day": "2026-01-12", "seen": "0", "reasons": "Too vague <b>"}

    assert page in ada.get(f"/applications/{site.bid}").text
    assert post(ada, page, **said).status_code == 303

    call = f"/calls/{site.call}"
    assert "Too vague &lt;b&gt;" in ada.get(call).text
    assert "Blue lakes" in finn.get(call).text
    assert "Too vague" not in finn.get(call).text
    assert "Blue lakes" not in site.app.test_client().get(call).text


def test_a_wrong_form_keeps_what_was_typed_and_a_stale_one_is_told(site: Site) -> None:
    submitted(site)
    ada = site.by("ada")
    page = f"/applications/{site.bid}/decision"

    wrong = post(ada, page, answer="yes", day="some day", granted="lots", reasons="Good work")
    with Session(site.session.get_bind()) as session, session.begin():
        bid = session.get_one(Application, site.bid)
        by = session.get_one(Person, site.people["ada"])
        rulings.record(session, bid, Decision(NOON.date(), None), seen=0, by=by, now=NOON)
    stale = post(ada, page, answer="no", day="2026-01-12", seen="0")

    assert (wrong.status_code, stale.status_code) == (422, 422)
    assert "Good work" in wrong.text
    assert 'value="lots"' in wrong.text
    assert "someone else recorded the decision" in stale.text
    with Session(site.session.get_bind()) as session:
        ruling = ruling_of(session, session.get_one(Application, site.bid))
        assert ruling
        assert ruling.version == 1
