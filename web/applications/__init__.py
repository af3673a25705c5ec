"""Pages of applications: opened, one of them, moved on, signed."""
