"""Pages for operators: sources, settings, the style guide."""
