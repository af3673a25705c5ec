"""What a partner wants funding for, and what would fit it."""
