"""The page of an agency: a link, a one-time code, no account and no cookie."""
