"""Seizures: recording them, counting what was seized, following the living, and drafting what authorities file."""
