"""Writing together in pages: from a letter's link, at once, and with files that mean harm."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml.html import fromstring
from msgspec.structs import replace
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from config import Files
from models import Application, Attachment, Section, Task
from tests.bids import World
from tests.conftest import NOON
from tests.pages import letters_ticket, open_site, post
from tests.writing import PDF
from workflow.writing import tasks

SCRIPT = "<script>alert(1)</script>"
WRITE = "/applications/1/text/1/write"


class Place:
    """A site with one bid, and browsers in which Ada and Ben came by a letter's link."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self.app: Flask = open_site(engine, folder)
        with Session(engine) as session:
            world = World(session)
            bid = world.bid(world.town, "Blue lakes", world.university)
            tasks.add(session, bid, "Ask", partner=world.university, by=world.ada, now=NOON)
            for each in (world.ben, world.eve):
                each.language = "en"
            people = [world.ada.id, world.ben.id]
            session.commit()
        self.ada, self.ben = map(self.by_letter, people)

    def by_letter(self, person: int) -> FlaskClient:
        client = self.app.test_client()
        answer = post(client, f"/in/{letters_ticket(self.app, person)}", next="/applications/1")
        assert answer.status_code == 303
        return client


@pytest.fixture
def place(engine: Engine, tmp_path: Path) -> Place:
    return Place(engine, tmp_path)


def save(client: FlaskClient, text: str, seen: int) -> TestResponse:
    return post(client, "/applications/1/text/1/write", text=text, seen=seen)


def send(client: FlaskClient, content: bytes, name: str = "a.pdf", **form: Any) -> TestResponse:
    answer = post(client, "/applications/1/annexes", file=(BytesIO(content), name), **form)
    answer.request.environ["wsgi.input"].close()  # the test client leaves a large one open
    return answer


def test_the_slower_is_led_to_both_texts_and_makes_one_of_them(place: Place) -> None:
    save(place.ada, "Clean water", 0)

    led = save(place.ben, "Clean lakes", 0)
    page = place.ben.get(led.location).text
    settled = post(place.ben, led.location, text="Clean water in lakes", seen=1)

    assert led.status_code == 303
    assert "Clean water" in page
    assert "<del> water</del><ins> lakes</ins>" in page
    assert settled.status_code == 303
    shown = place.ada.get("/applications/1/text/1").text
    assert "Clean water in lakes" in shown
    assert "Put the two together" not in shown
    table = place.ada.get("/applications/1/text/1/history").text
    assert "beside 0" in table
    assert "<del>" in place.ada.get("/applications/1/text/1/history?before=1&after=2").text or (
        "<ins>" in table
    )


def test_a_text_kept_beside_waits_on_the_page_for_whoever_comes(place: Place) -> None:
    save(place.ada, "Clean water", 0)
    save(place.ben, "Clean lakes", 0)  # and closes the browser

    shown = place.ada.get("/applications/1/text/1").text

    assert "The text of Ben is kept beside this one." in shown
    assert "Two texts are to be put together" in place.ada.get("/applications/1/text").text


def test_settling_an_older_pair_keeps_what_was_typed(place: Place) -> None:
    save(place.ada, "Clean water", 0)
    led = save(place.ben, "Clean lakes", 0)
    save(place.ada, "Cleaner water", 1)

    late = post(place.ben, led.location, text="Typed by Ben", seen=1)

    assert late.status_code == 409
    assert "Typed by Ben" in late.text
    assert "Cleaner water" in late.text


def test_who_writes_is_shown_to_others_and_not_in_their_way(place: Place) -> None:
    page = "/applications/1/text/1"
    post(place.ada, f"{page}/begin", page)

    assert "Ada has been writing since 13:00" in place.ben.get(page).text
    assert "has been writing" in place.ben.get(f"{page}/write").text
    assert "has been writing" not in place.ada.get(page).text
    assert save(place.ben, "Ben's", 0).status_code == 303


def test_what_people_write_is_text_everywhere(place: Place) -> None:
    save(place.ada, f"{SCRIPT} one", 0)
    led = save(place.ben, f"{SCRIPT} two", 0)
    page = "/applications/1/text/1"
    post(place.ben, f"{page}/comments", page, text=SCRIPT)
    post(place.ben, "/applications/1/work/tasks", "/applications/1/work", title=SCRIPT, owner="1")

    for path in (page, f"{page}/write", f"{page}/history", led.location, "/applications/1/work"):
        shown = place.ada.get(path).text
        assert SCRIPT not in shown
        assert "alert(1)" in shown


def test_a_partner_does_its_part_from_the_letter_alone(place: Place) -> None:
    page = "/applications/1/text/1"

    acts = [
        save(place.ben, "Clean lakes", 0),
        post(place.ben, f"{page}/state", page, state="done", seen=1),
        post(place.ben, f"{page}/owner", page, owner="2"),
        post(place.ben, f"{page}/comments", page, text="@Ada, done"),
        post(place.ben, "/applications/1/work/tasks/1/done", "/applications/1/work", done="yes"),
        send(place.ben, PDF, kind="statutes"),
    ]

    assert [each.status_code for each in acts] == [303] * len(acts)
    with Session(place.engine) as session:
        section, task = session.get_one(Section, 1), session.get_one(Task, 1)
        assert (section.text, section.state, section.partner_id) == ("Clean lakes", "done", 2)
        assert task.done_at is not None
        assert session.scalars(select(Attachment.kind)).all() == ["statutes"]


def test_a_target_that_is_wrong_comes_back_with_its_reason(place: Place) -> None:
    for day in ("2026-99-01", "yesterday", "2026-03-31", "0001-01-01"):
        answer = post(place.ada, "/applications/1/work/target", "/applications/1/work",
                      target=day, seen="")  # fmt: skip
        assert answer.status_code == 422, day

    with Session(place.engine) as session:
        assert session.get_one(Application, 1).target is None


@pytest.mark.parametrize(
    ("where", "form"),
    [
        ("/text", {"title": "Aims " * 61}),
        ("/text/1/heading", {"title": "Aims", "most": "2000", "most_source": ""}),
        ("/text/1/heading", {"title": "Aims", "most": "many", "most_source": "The form, p. 3"}),
        ("/text/1/heading", {"title": "", "most": "", "most_source": "The form, p. 3"}),
        ("/text/1/comments", {"text": "Whose? " * 800}),
        ("/work/comments", {"text": "Whose? " * 800}),
    ],
)
def test_what_is_refused_comes_back_with_its_reason_as_it_was_typed(
    place: Place, where: str, form: dict[str, str]
) -> None:
    answer = post(place.ben, f"/applications/1{where}", "/applications/1/work", **form)

    page = fromstring(answer.data)
    assert answer.status_code == 422
    assert page.cssselect(".note[role=alert]")
    [sent] = page.cssselect(f"form[action='/applications/1{where}']")
    for name, words in form.items():
        [field] = sent.cssselect(f"[name={name}]")
        assert (field.get("value") or field.text or "").strip() == words.strip()
    assert sent.xpath("ancestor::details[not(@open)]") == []


def test_a_file_is_given_out_as_a_file_that_nothing_runs(place: Place) -> None:
    send(place.ada, PDF, "Plan\u202e åäö.exe")

    given = place.ben.get("/applications/1/annexes/1", buffered=True)

    assert given.data == PDF
    assert given.headers["Content-Disposition"].startswith("attachment;")
    assert "Plan%20%C3%A5%C3%A4%C3%B6.exe.pdf" in given.headers["Content-Disposition"]
    assert given.headers["Content-Type"] == "application/pdf"
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert given.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert given.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "a.pdf", "The file is empty."),
        (b"<svg><script/></svg>", "a.svg", "Send a PDF"),
        (b"<html></html>", "a.pdf", "Send a PDF"),
        (PDF, "", "Choose a file first."),
        (PDF + b"x" * (1 << 20), "a.pdf", "The file is larger than 1 MB."),
    ],
)
def test_a_refused_file_comes_back_with_its_reason(
    place: Place, content: bytes, name: str, why: str
) -> None:
    site = place.app.config["SITE"]
    place.app.config["SITE"] = replace(site, files=Files(most_mb=1))

    answer = send(place.ada, content, name)

    assert answer.status_code == 422
    assert why in answer.text


def test_a_form_that_is_far_too_large_is_not_even_read(place: Place) -> None:
    place.app.config["SITE"] = replace(place.app.config["SITE"], files=Files(most_mb=1))

    huge = send(place.ada, b"%PDF-" + b"x" * (3 << 20))
    text = save(place.ada, "x" * (2 << 20), 0)

    assert (huge.status_code, text.status_code) == (413, 413)


def test_files_larger_than_other_forms_may_be_are_taken_by_that_page_only(place: Place) -> None:
    large = PDF[:-6] + b"%" + b"x" * (3 << 20) + b"\n%%EOF\n"

    assert send(place.ada, large).status_code == 303
    with Session(place.engine) as session:
        assert session.scalars(select(Attachment.size)).all() == [len(large)]


def test_a_file_that_is_gone_from_the_folder_is_not_there(place: Place, tmp_path: Path) -> None:
    send(place.ada, PDF)
    for each in (tmp_path / "files").glob("*/*"):
        each.unlink()

    assert place.ada.get("/applications/1/annexes/1").status_code == 404


def type_in(client: FlaskClient, text: str, form: dict[str, str], **more: str) -> TestResponse:
    """Have what is typed kept, as the page with the form does by itself."""
    said = {**form, "text": text, **more}
    return client.post("/applications/1/text/1/unsaved", data=said, headers={"HX-Request": "true"})


def form_in(client: FlaskClient, page: str = WRITE) -> dict[str, str]:
    """Open a page and return what its form holds and does not show."""
    main = client.get(page).text.partition('id="writing"')[2].partition("</form>")[0]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', main))


def test_what_is_typed_and_not_saved_waits_for_who_typed_it(place: Place) -> None:
    kept = type_in(place.ada, f"Clean {SCRIPT}", form_in(place.ada))

    assert kept.status_code == 200
    assert "Kept for you alone at 13:00" in kept.text
    assert "<html" not in kept.text
    for page in ("/applications/1/text", "/applications/1/text/1", WRITE):
        assert "You have not saved what you typed" in place.ada.get(page).text, page
        assert "You have not saved" not in place.ben.get(page).text, page
    again = place.ada.get(WRITE).text
    assert SCRIPT not in again
    assert "alert(1)" in again
    assert "alert(1)" not in place.ben.get(WRITE).text


def test_what_is_saved_is_not_found_again(place: Place) -> None:
    form = form_in(place.ada)
    type_in(place.ada, "Clean", form)

    place.ada.post(WRITE, data={**form, "text": "Clean water"})
    late = type_in(place.ada, "Clean wat", form)

    assert "You have gone on in another window." in late.text
    shown = place.ada.get("/applications/1/text/1").text
    assert "Clean water" in shown
    assert "You have not saved" not in shown


def test_a_text_taken_up_again_is_saved_beside_what_came_meanwhile(place: Place) -> None:
    type_in(place.ada, "Clean water", form_in(place.ada))
    save(place.ben, "Clean lakes", 0)

    page = place.ada.get(WRITE).text
    led = place.ada.post(WRITE, data={**form_in(place.ada), "text": "Clean water"})

    assert "Meanwhile, someone else changed the text. When you save, you see both." in page
    assert "/beside/" in led.location
    both = place.ada.get(led.location).text
    assert "Clean water" in both
    assert "You have not saved" not in both


def test_what_is_typed_while_two_texts_are_put_together_is_kept_too(place: Place) -> None:
    save(place.ada, "Clean water", 0)
    page = save(place.ben, "Clean lakes", 0).location

    kept = type_in(place.ben, "Clean water in la", form_in(place.ben, page))

    assert kept.status_code == 200
    shown = place.ben.get(page).text
    assert "Clean water in la" in shown
    assert "You have not saved what you typed" in shown


def test_what_was_typed_can_be_thrown_away(place: Place) -> None:
    type_in(place.ada, "Rubbish", form := form_in(place.ada))

    dropped = place.ada.post("/applications/1/text/1/unsaved/drop", data=form)

    assert dropped.status_code == 303
    assert "Rubbish" not in place.ada.get(WRITE).text


def test_a_part_of_a_page_is_not_given_a_whole_one_when_it_is_refused(place: Place) -> None:
    form = form_in(place.ada)
    post(place.ada, "/out", WRITE)

    answer = type_in(place.ada, "Clean", form)

    assert answer.status_code in (400, 403)
    assert "<html" not in answer.text
    assert 'role="alert"' in answer.text
