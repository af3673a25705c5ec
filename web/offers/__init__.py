"""Offers from outside the partnership: listed, recorded, answered, taken up."""
