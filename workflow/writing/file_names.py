"""Names of files that people send, made harmless, and still theirs."""

import re
from unicodedata import category, normalize

LONGEST = 120  # characters, with the ending: 200 bytes and more are too many for some disks
# What no system takes in a name; and what a name may not end or begin with.
FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
EDGES = " ._-~"
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
ENDING = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|od[tsp]|png|jpe?g)$", re.IGNORECASE)


def cleaned(name: str, ending: str) -> str:
    """Return a name that is only a name, with the ending that its content has.

    Folders before it go; so do what cannot be seen, what turns the direction of writing, and all
    endings that say what a file is: report.pdf.exe becomes report.pdf.exe.pdf.
    """
    name = normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    name = "".join(each for each in name if category(each)[0] != "C" and category(each) != "Zl")
    name = FORBIDDEN.sub("_", " ".join(name.split()))
    bare = ENDING.sub("", name).strip(EDGES)[: LONGEST - len(ending) - 1].rstrip(EDGES)
    if not bare or DEVICES.fullmatch(bare.partition(".")[0]):
        bare = f"file_{bare}".rstrip("_")
    return f"{bare}.{ending}"
