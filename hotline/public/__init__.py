"""The pages a source sees: plain HTML, no script, no cookie."""
