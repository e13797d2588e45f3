"""Taking over plans, results and joint overviews from before a covenant was taken into use (domain.md §3)."""
