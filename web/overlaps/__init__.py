"""Pages of alike applications: the board, two side by side."""
