"""The invented partnership: its parties, its bids, and what its funders' sites answer."""
