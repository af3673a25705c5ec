"""Pages of partners: described, their people, their meetings."""
