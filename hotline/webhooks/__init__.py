"""Webhooks: a partner's machine is told how its own tips stand, by signed calls that are repeated until taken."""
