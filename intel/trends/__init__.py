"""Arithmetic of trends: months, seasons, what is unusual, flows. Pure."""
