"""Forms of plans and results."""
