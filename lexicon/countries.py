"""Countries, by ISO 3166-1 and as NUTS has them."""

from functools import cache

from lexicon.areas import areas

UNION = "EU"
# Where the two codes differ.
ISO = {"EL": "GR", "UK": "GB"}
NUTS = {iso: nuts for nuts, iso in ISO.items()}


@cache
def countries() -> frozenset[str]:
    """Return the ISO codes of the countries that have areas."""
    return frozenset(
        ISO.get(code, code) for code in areas() if len(code) == len("SE") and code != UNION
    )


def country_of(area: str) -> str:
    """Return the ISO code of the country that an area is in; nothing of one that is not known."""
    code = area[:2] if area in areas() and area != UNION else ""
    return ISO.get(code, code)


def in_union(country: str) -> bool:
    """Say whether a country is a Member State of the EU."""
    code = NUTS.get(country, country)
    return code in areas() and areas()[code].part_of == UNION
