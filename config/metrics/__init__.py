"""Figures for a monitor: counted as things happen, and asked when it calls. No content, no names, few labels."""
