"""One application of several partners: opened, staged, with each one's part."""
