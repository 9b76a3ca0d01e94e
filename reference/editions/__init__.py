"""Editions: reading a folder of reference files and making the rows what the files say."""
