"""Documents and tables that leave the building."""

from intel.rendering.document import Attachment, RenderingFailed, render

__all__ = ["Attachment", "RenderingFailed", "render"]
