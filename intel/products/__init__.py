"""Intelligence products: their rules, versions and states. What is drafted from a case, or leaves, lives in cases."""
