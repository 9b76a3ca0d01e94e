"""Trends: what reports, cases and seizures have in common, counted over what one officer sees."""
