"""One case of the demonstration, worked through to court. Whoever and whatever is named in it is an invention."""
