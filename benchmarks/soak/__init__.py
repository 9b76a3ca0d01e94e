"""Fuzzing of the running house: every public address, with what no browser would send. No answer may be a 5xx."""
