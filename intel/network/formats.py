"""A picture for programs: GraphML and GEXF by networkx (fetched by whoever writes them), CSV as a table of links.

No database.
"""

import io
import re
from datetime import datetime
from typing import Any

from intel.network.picture import Picture
from intel.rendering.tables import csv_bytes

# What XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MADE_ON = re.compile(rb'lastmodifieddate="[^"]*"')
COLUMNS = (
    "source", "source_name", "source_type", "link", "role", "target", "target_name", "target_type", "basis", "grade",
    "period", "report", "summary",
)  # fmt: skip


def graph(picture: Picture, label: str = "") -> Any:
    """The picture as a networkx graph: several ties between two nodes stay several. label: a TLP 2.0 label."""
    import networkx as nx

    made: nx.MultiDiGraph[str] = nx.MultiDiGraph(**({"handling": label} if label else {}))
    for node in picture.nodes:
        made.add_node(node.key, label=xml_text(node.name), schema=node.schema, type=xml_text(node.kind))
    for number, tie in enumerate(picture.ties):
        made.add_edge(
            tie.source, tie.target, key=f"L{number + 1}", link=tie.kind, role=xml_text(tie.role), grade=tie.grade,
            basis=basis(tie.is_assessed), directed=not tie.is_mutual, period=tie.period, report=tie.report,
            summary=xml_text(tie.summary),
        )  # fmt: skip
    return made


def basis(is_assessed: bool) -> str:
    return "assessed" if is_assessed else "asserted"


def xml_text(text: str) -> str:
    """Without the signs that XML does not know."""
    return _NOT_XML.sub("\ufffd", text)


def graphml(picture: Picture, label: str = "") -> bytes:
    """For yEd, Gephi, Cytoscape and networkx. label: the handling of the whole, an attribute of the graph."""
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml_xml(graph(picture, label), out, named_key_ids=True)
    return out.getvalue()


def gexf(picture: Picture, label: str = "", *, at: datetime) -> bytes:
    """For Gephi. `at`: the day that it says it was made on, so that the same picture gives the same bytes.

    label: the handling of the whole, in the description of the file's meta block.
    """
    import networkx as nx

    out = io.BytesIO()
    nx.write_gexf(graph(picture), out)
    made = _MADE_ON.sub(f'lastmodifieddate="{at:%Y-%m-%d}"'.encode(), out.getvalue())
    return made.replace(b"</meta>", f"<description>{label}</description></meta>".encode()) if label else made


def links_csv(picture: Picture) -> bytes:
    """A line for each link."""
    nodes = {node.key: node for node in picture.nodes}
    rows = []
    for tie in picture.ties:
        source, target = nodes[tie.source], nodes[tie.target]
        rows.append(
            (source.key, source.name, source.schema, tie.kind, tie.role, target.key, target.name, target.schema,
             basis(tie.is_assessed), tie.grade, tie.period, tie.report, tie.summary)
        )  # fmt: skip
    return csv_bytes(COLUMNS, rows)
