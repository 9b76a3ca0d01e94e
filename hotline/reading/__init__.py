"""What a tip's text says: pure functions over an index built once from the reference data."""
