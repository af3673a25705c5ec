"""Calls: entered, imported, kept, searched, judged."""
