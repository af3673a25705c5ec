"""Letters: who is told what and when, and what comes back of them."""
