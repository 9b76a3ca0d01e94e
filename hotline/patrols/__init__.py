"""Events of patrols as other programs write them, read into one form and filed as tips."""
