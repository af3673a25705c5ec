"""Pages of what a partner wants funding for, and of what would fit it."""
