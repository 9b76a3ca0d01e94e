"""Intelligence's rows, by noun."""

from intel.models.entity import Entity, Fact, Schema
from intel.models.judgement import Judgement, MatchKey, Sameness, Verdict
from intel.models.link import Basis, Link, LinkKind, Role

__all__ = [
    "Basis", "Entity", "Fact", "Judgement", "Link", "LinkKind", "MatchKey", "Role", "Sameness", "Schema", "Verdict",
]  # fmt: skip
