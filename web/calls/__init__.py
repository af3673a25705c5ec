"""Pages of calls: listed, one of them, answered, entered, reviewed."""
