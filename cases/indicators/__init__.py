"""Figures that donors ask for: each with its definition, and equal to the list of rows behind it."""
