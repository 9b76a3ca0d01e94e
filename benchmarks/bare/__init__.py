"""The bare framework: what this Django, this server and this database can do at most."""
