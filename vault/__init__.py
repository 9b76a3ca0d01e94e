"""What a source said and who they are: keys, encrypted text, encrypted files, sealed contact."""
