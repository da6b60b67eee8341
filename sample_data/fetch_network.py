"""Make `nootdorp_drive.graphml.gz`, the sample street network, from the file it was published in.

The streets are OpenStreetMap data (ODbL 1.0) that ship inside the source distribution of MaaSSim 0.9.5:

    pip download --no-deps --no-binary :all: MaaSSim==0.9.5 && tar xf MaaSSim-0.9.5.tar.gz
    python sample_data/fetch_network.py MaaSSim-0.9.5/MaaSSim/data/Nootdorp.graphml

Only that one file is used; the package itself is never installed or run.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import osmnx

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
TARGET = Path(__file__).with_name("nootdorp_drive.graphml.gz")


def without_graph_key(graphml: str, name: str) -> str:
    """Return GraphML text without one graph-level attribute and its value."""
    root = ElementTree.fromstring(graphml)  # noqa: S314  # a file the developer names
    keys = [key for key in root.iter(f"{GRAPHML}key") if key.get("attr.name") == name]
    for key in keys:
        root.remove(key)
        for graph in root.iter(f"{GRAPHML}graph"):
            for data in graph.findall(f"{GRAPHML}data"):
                if data.get("key") == key.get("id"):
                    graph.remove(data)
    return ElementTree.tostring(root, encoding="unicode")


def make(source: Path, target: Path) -> None:
    """Write `source` as gzipped GraphML with speeds and travel times that osmnx 2 reads."""
    # `streets_per_node` is a dictionary as text, which osmnx 2 no longer writes or reads.
    graph = osmnx.load_graphml(
        graphml_str=without_graph_key(source.read_text(encoding="utf-8"), "streets_per_node")
    )
    graph.graph["crs"] = "epsg:4326"
    graph = osmnx.add_edge_travel_times(osmnx.add_edge_speeds(graph))
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "nootdorp.graphml"
        osmnx.save_graphml(graph, plain)
        # No file name and no time in the gzip header: the same input gives the same bytes.
        target.write_bytes(gzip.compress(plain.read_bytes(), compresslevel=9, mtime=0))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("source", type=Path, help="Nootdorp.graphml from the unpacked MaaSSim 0.9.5")
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    make(arguments.source, arguments.target)


if __name__ == "__main__":
    main()
