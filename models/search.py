"""Full-text search in calls: the index that the database keeps by itself, and one way to ask it."""

from typing import Any

from sqlalchemy import DDL, Boolean, ColumnElement, event, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from models.call import Call

# What people remember of a call. å, ä and ö are letters of their own: no diacritic is taken off.
PLACES = ("title", "text", "funder", "programme")
_NAMES = ", ".join(PLACES)
_OLD, _NEW = (", ".join(f"{row}.{each}" for each in PLACES) for row in ("old", "new"))
_TEXT = " || ' ' || ".join(PLACES)
_VECTOR = f"to_tsvector('simple', {_TEXT})"
_LEAVE = f"INSERT INTO call_search(call_search, rowid, {_NAMES}) VALUES ('delete', old.id, {_OLD})"
_ENTER = f"INSERT INTO call_search(rowid, {_NAMES}) VALUES (new.id, {_NEW})"

# Migrations use the same statements.
SEARCH = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE call_search USING fts5({_NAMES}, content='call',"
        " content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
        f"CREATE TRIGGER call_search_enter AFTER INSERT ON call BEGIN {_ENTER}; END",
        f"CREATE TRIGGER call_search_leave AFTER DELETE ON call BEGIN {_LEAVE}; END",
        f"CREATE TRIGGER call_search_change AFTER UPDATE OF {_NAMES} ON call"
        f" BEGIN {_LEAVE}; {_ENTER}; END",
    ),
    "postgresql": (f"CREATE INDEX call_search ON call USING gin (({_VECTOR}))",),
}
GONE = {"sqlite": ("DROP TABLE IF EXISTS call_search",), "postgresql": ()}

for _kind in SEARCH:
    for _when, _statements in (("after_create", SEARCH), ("before_drop", GONE)):
        for _statement in _statements[_kind]:
            _rule = DDL(_statement.replace("%", "%%")).execute_if(dialect=_kind)  # type: ignore[no-untyped-call]  # SQLAlchemy left it so
            event.listen(Call.__table__, _when, _rule)


def compared(name: str | None, kind: str, parents: object) -> bool:
    """Say whether Alembic is to compare a table or an index with the models: not these."""
    return not (kind in ("table", "index") and (name or "").startswith("call_search"))


class _Having(FunctionElement[bool]):
    """Whether the call with a number has words: in a row, the last perhaps only the beginning."""

    type = Boolean()
    inherit_cache = True


def having(words: str, *, begun: bool) -> ColumnElement[bool]:
    """Return the condition that a call has these words in a row.

    begun: the last word may be the beginning of one.
    """
    return _Having(Call.id, literal(words.replace('"', " ").replace("'", " ")), literal(begun))


@compiles(_Having, "sqlite")
def _in_sqlite(element: _Having, compiler: Any, **more: Any) -> str:
    id, words, begun = (compiler.process(each, **more) for each in element.clauses)
    asked = f"""'"' || {words} || CASE WHEN {begun} THEN '"*' ELSE '"' END"""
    return f"{id} IN (SELECT rowid FROM call_search WHERE call_search MATCH {asked})"


@compiles(_Having, "postgresql")
def _in_postgresql(element: _Having, compiler: Any, **more: Any) -> str:
    id, words, begun = (compiler.process(each, **more) for each in element.clauses)
    starts = f"to_tsquery('simple', '''' || {words} || ''':*')"
    asked = f"CASE WHEN {begun} THEN {starts} ELSE phraseto_tsquery('simple', {words}) END"
    return f"{id} IN (SELECT id FROM call WHERE {_VECTOR} @@ ({asked}))"
