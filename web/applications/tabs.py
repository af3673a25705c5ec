"""The pages of one application, in the order in which its head leads to them."""

from papers.wording import Message

# The name of the view, and what its tab says.
TABS: tuple[tuple[str, Message], ...] = (
    ("applications.one", Message("Overview")),
    ("group.one", Message("Group")),
    ("funder.one", Message("Call and funder")),
    ("texts.every", Message("Text")),
    ("working.every", Message("Work")),
    ("money.one", Message("Money")),
    ("annexes.every", Message("Annexes")),
    ("documents.every", Message("Papers")),
    ("history.one", Message("History")),
)
