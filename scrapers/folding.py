"""One call that is told several times, in several languages or kinds of pages, is one draft."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from lexicon.terms import Doubt, Wording
from scrapers.draft import Draft

PREFERRED = ("sv", "nb", "da", "fi", "en")
FILLED = (
    "programme", "opens", "deadlines", "amounts", "rates", "applicants", "applicant_kinds",
    "excluded_kinds", "least_partners", "least_countries", "in_arrears", "least_years", "areas",
    "area_text",
)  # fmt: skip


def fold(drafts: Iterable[Draft]) -> list[Draft]:
    """Join the drafts that share an identifier, in the order of their first appearance."""
    told: dict[str, list[Draft]] = {}
    for draft in drafts:
        told.setdefault(draft.identifier, []).append(draft)
    return [joined(each) if len(each) > 1 else each[0] for each in told.values()]


def rank(draft: Draft) -> tuple[object, ...]:
    """Sort the call itself before notices about it, our languages first, the longer text first."""
    language = draft.language
    place = PREFERRED.index(language) if language in PREFERRED else len(PREFERRED)
    return doubted(draft, "text"), place, language, -len(draft.text), draft.text, draft.title


def doubted(draft: Draft, field: str) -> bool:
    """Say whether a field of the draft is uncertain."""
    return any(doubt.field == field for doubt in draft.uncertain)


def joined(drafts: Sequence[Draft]) -> Draft:
    """Let the best draft speak, the others fill what it lacks and keep their wording."""
    best, *others = sorted(drafts, key=rank)
    gaps = {
        field: next((found for each in others if (found := getattr(each, field))), empty)
        for field in FILLED
        if not (empty := getattr(best, field))
    }
    filled = {field for field, value in gaps.items() if value}
    uncertain = [doubt for doubt in best.uncertain if doubt.field not in filled]
    for each in others:
        uncertain += [doubt for doubt in each.uncertain if doubt.field in filled]
    evidence = [
        *best.evidence,
        *(said for each in others for said in each.evidence if said.field in filled),
    ]
    dates = {
        "; ".join(f"{deadline.day}" for deadline in each.deadlines): each.language
        for each in sorted(drafts, key=rank, reverse=True)
        if each.deadlines
    }
    if len(dates) > 1:
        words = " | ".join(f"{days} ({language})" for days, language in sorted(dates.items()))
        why = "the same call is told with different dates"
        uncertain.append(Doubt(field="deadlines", words=words, why=why))
    return replace(
        best, **gaps, wordings=wordings(best, others), uncertain=tuple(dict.fromkeys(uncertain)),
        evidence=tuple(dict.fromkeys(evidence)),
    )  # fmt: skip


def wordings(best: Draft, others: Iterable[Draft]) -> tuple[Wording, ...]:
    """Keep the best wording of each further language."""
    kept = {each.language: each for each in best.wordings}
    for each in others:
        text = "" if doubted(each, "text") else each.text
        for wording in (
            Wording(language=each.language, title=each.title, text=text), *each.wordings
        ):  # fmt: skip
            kept.setdefault(wording.language, wording)
    kept.pop(best.language, None)
    return tuple(kept[language] for language in sorted(kept))
