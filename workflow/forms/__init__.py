"""What people type, in a form or a table, read kindly and never guessed."""
