"""Pages on which a person shows who they are."""
