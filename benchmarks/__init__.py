"""How good and how fast it is, measured by a command. Never part of the tests."""
