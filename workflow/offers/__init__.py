"""Offers from outside the partnership: recorded, answered, taken up as a bid."""
