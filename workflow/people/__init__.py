"""A person: signing in, proving who it is, what is kept of them, erasing it."""
