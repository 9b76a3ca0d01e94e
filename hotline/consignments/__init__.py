"""Consignments: what about one does not fit, flag by flag, each with its reason and where the rule is from."""
