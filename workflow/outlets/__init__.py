"""What leaves the house by itself beside letters: calendars, feeds, hooks."""
