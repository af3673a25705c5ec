"""Partners: let in, described, their people and meetings."""
