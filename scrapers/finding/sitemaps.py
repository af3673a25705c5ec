"""A sitemap names pages: those whose addresses read like calls, with titles made of them."""

import re
from urllib.parse import unquote, urlsplit

import lxml.etree

from scrapers.finding.place import Found, Nothing, Place, doubted
from scrapers.finding.words import ADDRESS, CALL, is_heading

NAMES = {"urlset", "sitemapindex"}
MOST_NAMED = 5
WEB = ("https://", "http://")


def find_sitemap(body: bytes, place: Place) -> Found | None:
    """Read a sitemap, or return None; one that only names others is told with their addresses."""
    if not re.search(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", body[:5000]):
        return None
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = lxml.etree.fromstring(body, parser)
    if root is None or lxml.etree.QName(root).localname not in NAMES:
        return None
    pages = [
        {lxml.etree.QName(each).localname: (each.text or "").strip() for each in entry.iter("{*}*")}
        for entry in root.iterfind("{*}*")
    ]
    pages = [each for each in pages if each.get("loc", "").startswith(WEB)]
    if lxml.etree.QName(root).localname == "sitemapindex":
        named = ", ".join(each["loc"] for each in pages[:MOST_NAMED])
        raise Nothing(f"it only names {len(pages)} other sitemaps, such as {named}; preview those")
    drafts = []
    for each in pages:
        path = unquote(urlsplit(each["loc"]).path)
        title = each.get("title") or titled(path)
        if not title or is_heading(title) or not (ADDRESS.search(path) or CALL.search(title)):
            continue
        draft = place.draft(title=title, text="", url=each["loc"])
        why = "the sitemap tells only the address of the page"
        drafts.append(draft if each.get("title") else doubted(draft, "title", path, why))
    if not drafts:
        raise Nothing(f"none of the sitemap's {len(pages)} addresses reads like a call")
    notes = [f"{len(drafts)} of {len(pages)} addresses read like calls; preview each for its dates"]
    return Found("sitemap", drafts, notes)


def titled(path: str) -> str:
    """Make a title of the last part of a path that has words in it."""
    parts = [re.sub(r"(?:\.\d+)?\.\w{2,5}$", "", each) for each in path.split("/") if each]
    words = re.sub(r"[-_+.]+", " ", parts[-1]).strip() if parts else ""
    return words[:1].upper() + words[1:] if re.search(r"[^\W\d_]{3}", words) else ""
