"""Figures: our work beside the limit of the bare framework, both measured in the same run."""
