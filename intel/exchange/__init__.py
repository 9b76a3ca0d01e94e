"""Knowledge in the forms that others' systems read."""
