"""What each kind of document says: a function of the facts, in the language of its voice."""
