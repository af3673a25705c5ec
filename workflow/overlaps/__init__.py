"""Bids in each other's way: proposed, replied to, settled, merged."""
