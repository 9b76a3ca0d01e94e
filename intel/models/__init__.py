"""Intelligence's rows, by noun."""

from intel.models.entity import Entity, Fact, Schema
from intel.models.link import Basis, Link, LinkKind, Role

__all__ = ["Basis", "Entity", "Fact", "Link", "LinkKind", "Role", "Schema"]
