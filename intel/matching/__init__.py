"""Which persons and things could be one: spelling, sound, keys to find them by, and a score with reasons. Pure but
for `index`."""
