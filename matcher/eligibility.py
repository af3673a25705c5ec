"""Whether a partner may apply, as far as the call says it. What it does not say stays unknown."""

from collections.abc import Iterable, Sequence

from lexicon.terms import Eligibility, Verdict


def area_verdict(
    call_areas: Sequence[str], area_text: str, partner_area: str, ancestors: Iterable[str]
) -> Eligibility:
    """Judge a partner's NUTS code by the call's.

    ancestors: the codes of what the partner's area lies within. A partner whose area is wider than
    the call's may have a part in it: unknown. The words are the call's, its codes if it has none.
    """
    words = area_text or ", ".join(call_areas)
    if not call_areas or not partner_area:
        verdict = Verdict.UNKNOWN
    elif not {partner_area, *ancestors}.isdisjoint(call_areas):
        verdict = Verdict.YES
    elif any(_within(area, partner_area) for area in call_areas):
        verdict = Verdict.UNKNOWN
    else:
        verdict = Verdict.NO
    return Eligibility(condition="area", verdict=verdict, words=words)


def _within(area: str, wider: str) -> bool:
    """Say whether one NUTS code lies in another: each level adds a letter or figure."""
    return wider == "EU" or area.startswith(wider)
