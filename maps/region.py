"""A region: its streets, travel times, addresses and background, read from one file."""

from __future__ import annotations

import shutil
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maps.archive import FORMAT, fingerprint
from maps.background import BackgroundLine, named_background, street_background
from maps.build import build_pack, plain_pack
from maps.confirming import confirmed
from maps.door_to_door import door_to_door
from maps.doors import DoorBook
from maps.errors import PackError
from maps.geocode import Geocoder
from maps.hierarchy import Hierarchy, fastest_engine
from maps.match import Grade
from maps.osrm import OsrmServer
from maps.pack import read_pack
from maps.profiles import Profile, ProfileName, profile
from maps.straight import StraightLine
from maps.travel import TravelTimes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from maps.engine import Engine
    from maps.geometry import Bounds, Point
    from maps.graph import StreetGraph
    from maps.ground import GroundArea
    from maps.match import Match
    from maps.network import StreetNetwork
    from maps.pack import Pack
    from maps.pdok import PdokRegister


Times = TravelTimes | OsrmServer | StraightLine
"""Where travel times come from: the streets themselves, a routing server, or the straight line."""


class Region:
    """Everything about the streets of one working area; each part is made when first asked for."""

    def __init__(
        self,
        network: StreetNetwork,
        pack: Pack | None = None,
        profiles: Iterable[Profile] = (),
        register: PdokRegister | None = None,
        times: Callable[[Profile], Times] | None = None,
    ) -> None:
        self.network = network
        self._register = register
        self._pack = pack
        self._profiles = {each.name: each for each in profiles}
        self._times = times
        self._travel: dict[Profile, Times] = {}

    @property
    def name(self) -> str:
        """Name of the region as its source has it."""
        return self.network.name

    @property
    def bounds(self) -> Bounds:
        """Box around all streets, in degrees."""
        return self.network.bounds

    @property
    def attribution(self) -> str:
        """Line that must stand on every map of this region."""
        return self.network.attribution

    @property
    def street_names(self) -> tuple[str, ...]:
        """Names of all streets, in order of the alphabet."""
        return self.network.names

    @cached_property
    def background(self) -> tuple[BackgroundLine, ...]:
        """Streets merged per kind, to draw under a map."""
        return street_background(self.network)

    @cached_property
    def named_background(self) -> tuple[BackgroundLine, ...]:
        """Streets merged per kind and name, for a map that writes its own names."""
        return named_background(self.network)

    @cached_property
    def _geocoder(self) -> Geocoder:
        addresses = self._pack.addresses if self._pack is not None else None
        return Geocoder(self.network, DoorBook(addresses) if addresses is not None else None)

    def profile(self, name: ProfileName) -> Profile:
        """Return the profile of that name: as tuned for this region, else as the settings table has it."""
        return self._profiles.get(name) or profile(name)

    def tuned(self, *profiles: Profile) -> Region:
        """Return the same region with these profiles instead of its own of the same name.

        For example with those that `calibrate` fitted to the visits of a team.
        """
        chosen = {**self._profiles, **{each.name: each for each in profiles}}
        return Region(self.network, self._pack, chosen.values(), self._register, self._times)

    def asking(self, register: PdokRegister) -> Region:
        """Return the same region with a register to ask about addresses it doesn't know to the door.

        It is told the postcode and the number of each of those, and nothing else.
        """
        return Region(self.network, self._pack, self._profiles.values(), register, self._times)

    def timed_by(self, times: Callable[[Profile], Times]) -> Region:
        """Return the same region with travel times from elsewhere: a routing server, or the straight line."""
        return Region(self.network, self._pack, self._profiles.values(), self._register, times)

    @property
    def estimated(self) -> bool:
        """True when the travel times are no more than an estimate; a screen must say so."""
        return self.travel().estimated

    def travel(self, by: ProfileName | Profile = "car") -> Times:
        """Return the travel times of a profile, named or with other numbers than the region's own."""
        chosen = by if isinstance(by, Profile) else self.profile(by)
        if chosen not in self._travel:
            own = self._times
            self._travel[chosen] = (
                own(chosen) if own else TravelTimes(self.network, chosen, engine=self._engine(chosen))
            )
        return self._travel[chosen]

    def door_to_door(
        self,
        by: ProfileName | Profile,
        sources: Sequence[Point],
        targets: Sequence[Point],
        *,
        at_hour: int | None = None,
    ) -> NDArray[np.float32]:
        """Return seconds from each source until at the door of each target, stop included; shape (n, m).

        Near doors are walked to, see `maps.door_to_door`.
        """
        return door_to_door(self.travel(by), self.travel("foot"), sources, targets, at_hour=at_hour)

    def _engine(self, chosen: Profile) -> Callable[[StreetGraph], Engine]:
        """Use the pack's index when it was made with these very numbers."""
        index = self._pack.indexes.get(chosen.key) if self._pack is not None else None
        return fastest_engine if index is None else lambda _: Hierarchy(index)

    @property
    def ground(self) -> tuple[GroundArea, ...]:
        """Water and green; empty when the region was read from a street graph."""
        return self._pack.ground if self._pack is not None else ()

    @property
    def areas(self) -> Mapping[str, Any] | None:
        """GeoJSON of neighbourhoods, when the pack was built with them."""
        return self._pack.areas if self._pack is not None else None

    @property
    def source(self) -> Mapping[str, str]:
        """File, SHA-256 and date of the data the pack was built from."""
        return self._pack.source if self._pack is not None else {}

    def geocode(
        self, street: str, number: str | int | None, postcode: str | None = None, city: str | None = None
    ) -> Match:
        """Return where an address lies and how sure that is.

        Nothing leaves the machine, unless this region is `asking` a register.

        Raises
        ------
        AddressServerError
            When there is a register and it doesn't answer.
        """
        match = self._geocoder.find(street, number, postcode, city)
        if self._register is None or match.grade in (Grade.EXACT, Grade.STREET):
            return match
        doors = self._register.doors(postcode, number)
        return confirmed(self.network, doors, street, number, postcode, city) or match


def load_region(path: str | Path, cache_dir: str | Path | None = None) -> Region:
    """Return the region in a pack folder, or in a street file (`.osm.pbf`, `.osm`, `.graphml[.gz]`).

    With `cache_dir` a pack is built from the file there under its hash, and found again the next time, in
    milliseconds instead of seconds.

    Raises
    ------
    SourceError
        When the file is absent, damaged or holds no streets.
    PackError
        When the pack is damaged, changed or of another version.
    """
    source = Path(path)
    if source.is_dir():
        return _region(read_pack(source))
    if cache_dir is None or not source.is_file():
        return _region(plain_pack(source))
    kept = Path(cache_dir) / f"{fingerprint(source)[:32]}-{FORMAT}"
    try:
        return _region(read_pack(kept))
    except PackError:
        # Nothing there yet, or a damaged cache: that is only a lost saving, made again from the source.
        shutil.rmtree(kept, ignore_errors=True)
    build_pack(source, kept)
    return _region(read_pack(kept))


def _region(pack: Pack) -> Region:
    return Region(pack.network, pack)
