"""The queue of tips: what can be asked of it, its pages and its figures."""
