"""The partner API: keys, errors, shapes, routes. Other packages add routes of their own on the same doors."""
