"""Tips and what happens to them until they are reports."""
