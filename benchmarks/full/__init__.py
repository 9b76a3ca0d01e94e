"""Figures at a million rows, on databases that are filled once and kept."""
