"""What other programs fetch or are told: calendars, feeds, hooks."""
