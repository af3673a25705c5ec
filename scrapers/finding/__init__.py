"""Ways to find calls where nobody has said how they are told, the surest ones first."""
