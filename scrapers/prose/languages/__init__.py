"""The languages that calls are read in, each with its own words."""

from scrapers.prose.languages import da, en, fi, nb, sv

CUES = {
    "sv": sv.CUES, "nb": nb.CUES, "no": nb.CUES, "da": da.CUES, "fi": fi.CUES, "en": en.CUES,
}  # fmt: skip
