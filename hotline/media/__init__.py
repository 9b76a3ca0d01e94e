"""Files from strangers: what they are, whether a scanner knows them, and the copies that staff may look at."""
