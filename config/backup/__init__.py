"""Backup and restore: one command makes what another house can be built from, with the keys; one builds it."""
