"""What a page says in its own words, whatever it is about: for who wants to go on from there."""

import trafilatura

from scrapers.finding.bodies import readable, unpacked
from scrapers.finding.main_text import markup, own_words, title_of
from scrapers.finding.obstacles import BARRED
from scrapers.finding.place import Nothing, language_of
from scrapers.finding.pruning import pruned_page
from scrapers.finding.seeing import PASSWORD
from scrapers.looking import Story, Trouble
from scrapers.persons import impersonal_text
from scrapers.site import Site
from scrapers.texts import decode, tidy, tree

FEWEST = 80  # letters: less is a heading and a menu


def tell(site: Site, said: bytes) -> Story:
    """Return the main text of the page where the site starts, without persons to reach."""
    body = site.get(site.start)
    if body.startswith(b"%PDF"):
        return Story(trouble=Trouble.PDF)
    try:
        body, _ = readable(unpacked(body))
    except Nothing as nothing:
        return Story(trouble=Trouble.KIND, words=str(nothing))
    whole = decode(body)
    if "<" not in whole:
        return Story(trouble=Trouble.KIND, words="it is no page")
    page = tree(body)
    pruned, title = pruned_page(page), title_of(page)
    text = trafilatura.extract(markup(pruned), include_comments=False, include_tables=False) or ""
    if len(text) < FEWEST:
        text = own_words(pruned, title)
    text = impersonal_text(tidy(text))
    if len(text) < FEWEST or BARRED.match(title):
        return Story(trouble=Trouble.LOGIN if PASSWORD.search(whole) else Trouble.NOTHING)
    return Story(title=title, text=text, language=language_of(text, ""))
