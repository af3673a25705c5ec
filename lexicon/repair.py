"""Text as it was meant: composed, without invisible characters, and decoded once.

UTF-8 that was read as an old code page ("FÃ¶r", "F├╢r") is repaired only where that is provable:
every odd character of the line must fit, and every code page that fits must tell the same.
"""

import re
import unicodedata

# What windows-1252 leaves undefined is, on the web, the control character of the same number.
WINDOWS = [{bytes([n]).decode("cp1252", "ignore") or chr(n): n for n in range(256)}]
CONSOLES = [{bytes([n]).decode(page): n for n in range(256)} for page in ("cp437", "cp850")]
# Å… or ÐÆ may be meant; a line is broken only if it has what no Nordic line has.
SIGNS = {"[ÃÂâ]": WINDOWS, "[\u2500-\u259f]|[ÔΓ]Ç": CONSOLES}
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
ODD = re.compile(INVISIBLE.pattern[:-1] + "ÃÂâÔΓ\u2500-\u259f\r]")
MOST_ROUNDS = 3


def repaired(text: str) -> str:
    """Return the text composed (NFC), decoded once, without invisible characters."""
    if not ODD.search(text):  # nine texts of ten
        return unicodedata.normalize("NFC", text)
    lines = map(line_repaired, text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return unicodedata.normalize("NFC", INVISIBLE.sub("", "\n".join(lines)))


def line_repaired(line: str) -> str:
    """Undo as many wrong decodings of one line as are provable."""
    for _ in range(MOST_ROUNDS):
        if line.isascii():
            break
        tried = (undone(line, pages) for sign, pages in SIGNS.items() if re.search(sign, line))
        line = next((meant for meant in tried if meant is not None), line)
    return line


def undone(line: str, pages: list[dict[str, int]]) -> str | None:
    """Return the line as UTF-8 read it before, if it fits a page and all pages that fit agree."""
    told = set()
    for page in pages:
        try:
            told.add(bytes(page[each] for each in line).decode())
        except (KeyError, UnicodeDecodeError):
            continue
    return told.pop() if len(told) == 1 else None
