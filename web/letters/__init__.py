"""Pages of letters: how often, to whom, what became of them; the newsletter."""
