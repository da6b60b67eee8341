"""Streets, travel times and drawings: knows coordinates and captions, no dossiers."""

import importlib
from typing import TYPE_CHECKING, Any

from maps.assets import asset_files as asset_files
from maps.build import build_pack as build_pack
from maps.errors import AddressServerError as AddressServerError
from maps.errors import MapsError as MapsError
from maps.errors import PackError as PackError
from maps.errors import RoutingServerError as RoutingServerError
from maps.errors import SourceError as SourceError
from maps.errors import UnreachableError as UnreachableError
from maps.features import Area as Area
from maps.features import Line as Line
from maps.features import Pin as Pin
from maps.geometry import Bounds as Bounds
from maps.geometry import Point as Point
from maps.ground import GroundArea as GroundArea
from maps.legend import LegendEntry as LegendEntry
from maps.legend import LegendWords as LegendWords
from maps.match import Candidate as Candidate
from maps.match import Grade as Grade
from maps.match import Match as Match
from maps.osrm import OsrmServer as OsrmServer
from maps.pdok import PdokRegister as PdokRegister
from maps.profiles import PROFILE_NAMES as PROFILE_NAMES
from maps.profiles import SETTINGS as SETTINGS
from maps.profiles import HourFactor as HourFactor
from maps.profiles import Profile as Profile
from maps.profiles import ProfileName as ProfileName
from maps.profiles import profile as profile
from maps.reach import reach as reach
from maps.region import Region as Region
from maps.region import load_region as load_region
from maps.snapping import Snap as Snap
from maps.straight import StraightLine as StraightLine
from maps.styles import DESK as DESK
from maps.styles import STREET as STREET
from maps.styles import Light as Light
from maps.styles import route_style as route_style
from maps.text import map_text as map_text
from maps.tiles import Tiles as Tiles
from maps.travel import Leg as Leg
from maps.travel import TravelTimes as TravelTimes

if TYPE_CHECKING:
    from maps.calibration import Calibration as Calibration
    from maps.calibration import Trip as Trip
    from maps.calibration import calibrate as calibrate
    from maps.drawing import StreetMap as StreetMap
    from maps.drawing import base_map as base_map
    from maps.drawing import layers as layers
    from maps.drawing import standalone_html as standalone_html
    from maps.drawing import use_local_assets as use_local_assets
    from maps.drawing import week_map as week_map

# What takes a second, or a hundred megabytes, to import: loaded when it is first asked for.
_LATER = {
    "Calibration": "calibration",
    "StreetMap": "drawing",
    "Trip": "calibration",
    "base_map": "drawing",
    "calibrate": "calibration",
    "from_osmnx": "osmnx_graph",
    "layers": "drawing",
    "standalone_html": "drawing",
    "to_osmnx": "osmnx_graph",
    "use_local_assets": "drawing",
    "week_map": "drawing",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # the protocol of PEP 562
    """Return what stands on osmnx, folium or scipy.stats only when it is asked for."""
    if name in _LATER:
        return getattr(importlib.import_module(f"maps.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
