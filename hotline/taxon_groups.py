"""The groups of taxa by which the queue is filtered; agencies of the directory know the same."""

from reference.taxon_groups import TaxonGroup

__all__ = ["TaxonGroup"]
