"""Intelligence's rows, by noun."""

from intel.models.dissemination import Audience, Dissemination, ProductFeedback, ReviewNote
from intel.models.entity import Entity, Fact, Schema
from intel.models.imported import Form, Import, Suggestion, SuggestionKind
from intel.models.judgement import Judgement, MatchKey, Sameness, Verdict
from intel.models.link import Basis, Link, LinkKind, Role
from intel.models.mention import Mention
from intel.models.network import NetworkAnalysis, NetworkView, ViewNode
from intel.models.product import Product, ProductType
from intel.models.version import Citation, Figure, FigureKind, Heading, KeyJudgement, Section, Version

__all__ = [
    "Audience", "Basis", "Citation", "Dissemination", "Entity", "Fact", "Figure", "FigureKind", "Form", "Heading",
    "Import", "Judgement", "KeyJudgement", "Link", "LinkKind", "MatchKey", "Mention", "NetworkAnalysis", "NetworkView",
    "Product", "ProductFeedback", "ProductType", "ReviewNote", "Role", "Sameness", "Schema", "Section", "Suggestion",
    "SuggestionKind", "Verdict", "Version", "ViewNode",
]  # fmt: skip
