"""The command line of maps: `python -m maps build SOURCE --out REGION` makes a region pack."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from maps.build import Built, build_pack
from maps.errors import MapsError
from maps.pack import check_source, read_pack
from maps.profiles import PROFILE_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.profiles import ProfileName

SHOWN_PROBLEMS = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, or 1 after an error, which is told in one line."""
    console = Console(stderr=True)
    chosen = _parser().parse_args(arguments)
    try:
        if chosen.command == "build":
            _tell(_build(chosen, console), console)
        else:
            pack = read_pack(chosen.region)
            if chosen.source is not None:
                check_source(chosen.region, chosen.source)
            console.print(
                f"{chosen.region}: whole, {pack.network.street_count:,} streets",
                highlight=False,
                soft_wrap=True,
            )
    except MapsError as error:
        console.print(f"error: {error}", style="red", highlight=False, markup=False, soft_wrap=True)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m maps", description="Region packs: streets for offline use."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="make a region pack from a street file")
    build.add_argument("source", type=Path, nargs="?", help=".osm.pbf, .osm, .graphml or .graphml.gz")
    build.add_argument("--place", help='instead of a file: download, for example "Delft, Nederland"')
    build.add_argument("--out", type=Path, required=True, help="folder of the pack")
    build.add_argument("--profiles", type=_profiles, default=PROFILE_NAMES, help="car,bicycle,foot")
    build.add_argument("--areas", type=Path, help="GeoJSON of neighbourhoods")
    build.add_argument("--addresses", type=Path, help="CSV of doors, BAG layout or street, number, lat, lon")
    build.add_argument("--name", help="name of the region; that of the source unless given")
    check = commands.add_parser("check", help="say whether a pack is whole, and built from a file")
    check.add_argument("region", type=Path)
    check.add_argument("source", type=Path, nargs="?")
    return parser


def _profiles(text: str) -> tuple[ProfileName, ...]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    wrong = [name for name in names if name not in PROFILE_NAMES]
    if wrong or not names:
        raise argparse.ArgumentTypeError(f"{text!r}; expected some of {','.join(PROFILE_NAMES)}")
    return tuple(name for name in PROFILE_NAMES if name in names)


def _build(chosen: argparse.Namespace, console: Console) -> Built:
    if (chosen.source is None) == (chosen.place is None):
        raise MapsError("give either a SOURCE file or --place")
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar, tempfile.TemporaryDirectory() as scratch:
        task = bar.add_task("starting", total=None)
        source = chosen.source
        if chosen.place is not None:
            bar.update(task, description=f"downloading {chosen.place}")
            from maps.osmnx_graph import download_place

            source = download_place(chosen.place, Path(scratch))
        return build_pack(
            source,
            chosen.out,
            profiles=chosen.profiles,
            areas=chosen.areas,
            addresses=chosen.addresses,
            name=chosen.name,
            progress=lambda text: bar.update(task, description=text),
        )


def _tell(built: Built, console: Console) -> None:
    for problem in built.problems[:SHOWN_PROBLEMS]:
        console.print(problem, style="yellow", highlight=False, markup=False, soft_wrap=True)
    if len(built.problems) > SHOWN_PROBLEMS:
        console.print(f"and {len(built.problems) - SHOWN_PROBLEMS} more rows left out", style="yellow")
    size_kb = sum(path.stat().st_size for path in built.folder.iterdir()) / 1000
    console.print(
        f"{built.folder}: {built.name}, {built.streets:,} streets, {built.addresses:,} addresses, "
        f"{size_kb:,.0f} kB",
        highlight=False,
        soft_wrap=True,
    )


if __name__ == "__main__":
    sys.exit(main())
