"""A source handler's own side: key files and boxes. Python and PyNaCl suffice; nothing here knows the server."""
