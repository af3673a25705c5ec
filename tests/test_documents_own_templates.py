"""Organisations' own templates for Word, and what else may come instead of one."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from papers.documents.own_template import Unfit, check
from papers.documents.sample import MARK, sample
from papers.documents.template import ours
from papers.documents.word import word
from papers.wording import say
from tests.conftest import NOON
from tests.writing import letterhead


def changed(part: str, change: Callable[[bytes], bytes], body: bytes | None = None) -> bytes:
    """Change one part of a Word file, or add it."""
    out = BytesIO()
    with ZipFile(BytesIO(body or letterhead())) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != part:
                new.writestr(each, old.read(each))
        new.writestr(part, change(old.read(part) if part in old.namelist() else b""))
    return out.getvalue()


def within(words: str) -> bytes:
    """Write a template with these words in its body's XML."""
    return changed(
        "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + words.encode(), 1)
    )


def refused(body: bytes) -> str:
    with pytest.raises(Unfit) as unfit:
        check(body)
    return say(unfit.value.message, "en")


def test_our_own_template_is_fit_to_be_changed_and_sent_back() -> None:
    check(ours())
    check(changed("word/document.xml", lambda xml: xml, ours()))


def test_an_organisations_letterhead_stands_on_its_document() -> None:
    template = letterhead(
        "{{ title }} {{ number }}", "{{ about }}",
        "{%p for block in blocks %}", "{{ block.words }}", "{%p endfor %}",
    )  # fmt: skip

    check(template)
    filled = Document(BytesIO(word(sample(), NOON, template)))

    assert filled.sections[0].header.paragraphs[0].text == "Hyttvalla kommun"
    assert MARK in [each.text for each in filled.paragraphs]


@pytest.mark.parametrize(
    ("placeholder", "named"),
    [
        ("{{ partnr }}", "partnr"),
        ("{% for each in block %}{% endfor %}", "block"),
        ("{% for block in blocks %}{{ block.wrods }}{% endfor %}", "wrods"),
        ("{{ about.secret }}", "secret"),
    ],
)
def test_a_wrong_placeholder_is_named(placeholder: str, named: str) -> None:
    said = refused(letterhead("{{ title }} {{ about }}", placeholder))

    assert f"“{named}”" in said or named in said


@pytest.mark.parametrize(
    "placeholder",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ about.__class__ }}",
        "{{ blocks[0] }}",
        "{{ range(999999999) }}",
        "{{ 'a' * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ about|attr('upper') }}",
        "{{ about.upper() }}",
        "{% include 'x' %}",
        "{% import 'x' as x %}",
        "{% extends 'x' %}",
        "{% set a = about %}",
        "{% macro m() %}{% endmacro %}",
        "{% filter upper %}a{% endfilter %}",
        "{{ cycler }}",
        "{{ lipsum }}",
        "{{ self }}",
        "{% for a in blocks %}{% for b in blocks %}{% endfor %}{% endfor %}",
        "{% for a in blocks recursive %}{% endfor %}",
        "{{ about " + "or about " * 3000 + "}}",
        "{{ about }}" * 500,
        "{{",
        "{% for %}",
        "{% endfor %}",
    ],
)
def test_a_template_can_neither_reach_nor_grow(placeholder: str) -> None:
    assert refused(letterhead("{{ title }} {{ about }}", placeholder))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"PK\x03\x04",
        b"<html>{{ title }}</html>",
        b"\xd0\xcf\x11\xe0" + b"\0" * 600,  # Word as it was before 2007
        letterhead()[:-40],
        changed("[Content_Types].xml", lambda xml: xml.replace(b"wordprocessingml", b"other")),
        changed("word/document.xml", lambda xml: xml[:-20]),
        changed("word/document.xml", lambda xml: xml.decode().encode("utf-16")),
        changed("word/document.xml", lambda xml: b""),
        changed("word/styles.xml", lambda xml: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + xml),
    ],
    ids=range(10),
)
def test_what_is_no_word_file_is_told_so(body: bytes) -> None:
    assert "Save it as .docx" in refused(body)


@pytest.mark.parametrize(
    "body",
    [
        changed("word/vbaProject.bin", lambda _: b"macros"),
        changed("word/embeddings/oleObject1.bin", lambda _: b"object"),
        changed(
            "word/_rels/settings.xml.rels",
            lambda _: (
                b'<Relationships><Relationship Id="a" Type="x/attachedTemplate"'
                b' Target="https://far.example/x.dotm" TargetMode="External"/></Relationships>'
            ),
        ),
        changed(
            "word/_rels/document.xml.rels",
            lambda xml: xml.replace(
                b"</Relationships>",
                b'<Relationship Target="https://far.example/x.png" TargetMode = "external"'
                b' Id="rId99" Type="x/image"/></Relationships>',
            ),
        ),
        within("<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd</w:instrText></w:r></w:p>"),
        within("<w:p><w:r><w:instrText>INCLUDETEXT x</w:instrText></w:r></w:p>"),
    ],
    ids=["macros", "object", "attached template", "picture from afar", "dde", "include"],
)
def test_what_would_do_something_when_opened_is_refused(body: bytes) -> None:
    assert "Take them out" in refused(body)


@pytest.mark.parametrize(
    "body",
    [
        b"PK" + b"\0" * 1_000_001,
        changed("word/media/bomb.png", lambda _: b"\0" * (9 << 20)),
        within(" " * 400_000),
    ],
    ids=["sent", "unpacked", "words"],
)  # fmt: skip
def test_what_is_too_large_is_refused(body: bytes) -> None:
    assert "too large" in refused(body)


def test_a_template_without_the_documents_words_is_refused() -> None:
    assert "do not stand in it" in refused(letterhead("Nothing of it"))
