"""The picture of who is linked to whom: what it holds, where each stands, how it is drawn and written for programs."""

from intel.network.picture import Node, Picture, Strength, Tie, strength

__all__ = ["Node", "Picture", "Strength", "Tie", "strength"]
