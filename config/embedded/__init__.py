"""Services that run from wheels, without anything installed on the system."""
