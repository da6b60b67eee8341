"""Profiles: how a car, a bicycle and a walker use the streets, every number with its unit and source."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from typing import Literal

ProfileName = Literal["car", "bicycle", "foot"]
PROFILE_NAMES: tuple[ProfileName, ...] = ("car", "bicycle", "foot")

# OpenStreetMap `highway` values that carry traffic; the position is the code kept in the arrays.
ROAD_CLASSES = (
    "motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary",
    "secondary_link", "tertiary", "tertiary_link", "unclassified", "residential", "living_street", "service",
    "road", "busway", "pedestrian", "cycleway", "track", "path", "footway", "bridleway", "steps",
    "ferry",
)  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """One number that decides travel times, with where it comes from."""

    profile: ProfileName
    name: str
    value: float
    unit: str
    source: str

    def __post_init__(self) -> None:
        if self.profile not in PROFILE_NAMES:
            raise ValueError(f"profile is {self.profile!r}; expected one of {PROFILE_NAMES}")
        if not self.value >= 0:
            raise ValueError(f"{self.profile} {self.name} is {self.value!r}; expected 0 or more {self.unit}")


# A setting "hours_16_19" is the factor for trips from 16:00 to 19:00.
_HOURS = "hours_"
_RVV = "RVV 1990 art. 20-22, 45"
_DELFT = "median of signed limits on that class, OpenStreetMap Delft 2020, rounded"
_OSRM = "fit on OSRM car times, 1,000 real addresses: median difference 2.5 %"
_FERRY_KMH = 5.0
_FERRY = "as OSRM's profiles; slower than the boat, so that waiting is in it"
_WALK = "beyond it, walking there and back takes longer than a stop_s of that profile and the trip"
_NO_HOURS = "no Dutch evening traffic was measured, so none is claimed; to be fitted on own visits"

SETTINGS: tuple[Setting, ...] = (
    Setting("car", "motorway", 100, "km/h", _RVV + "; day limit"),
    Setting("car", "motorway_link", 60, "km/h", "slip roads are driven below the limit they lead to"),
    Setting("car", "trunk", 100, "km/h", _RVV),
    Setting("car", "trunk_link", 60, "km/h", "slip roads are driven below the limit they lead to"),
    Setting("car", "primary", 80, "km/h", _RVV + "; outside built-up areas"),
    Setting("car", "primary_link", 50, "km/h", _DELFT),
    Setting("car", "secondary", 50, "km/h", _DELFT),
    Setting("car", "secondary_link", 50, "km/h", _DELFT),
    Setting("car", "tertiary", 50, "km/h", _RVV + "; built-up area"),
    Setting("car", "tertiary_link", 50, "km/h", _RVV + "; built-up area"),
    Setting("car", "unclassified", 40, "km/h", _DELFT),
    Setting("car", "residential", 30, "km/h", "30 km/h zone, the Dutch norm for living areas (CROW ASVV)"),
    Setting("car", "living_street", 15, "km/h", _RVV + "; erf"),
    Setting("car", "service", 15, "km/h", "yards and parking places; as OSRM's car profile"),
    Setting("car", "road", 30, "km/h", "class unknown: as residential"),
    Setting("car", "track", 15, "km/h", "unpaved; as OSRM's car profile"),
    Setting("car", "ferry", _FERRY_KMH, "km/h", _FERRY),
    Setting("car", "default", 15, "km/h", "any other class a car may use"),
    Setting("car", "speed_factor", 0.8, "of the limit", _OSRM),
    Setting("car", "junction_s", 1.0, "s per junction", _OSRM),
    Setting(
        "car", "stop_s", 120.0, "s per stop", "parking and walking to the door; to be fitted on own visits"
    ),
    Setting("car", "walk_within_m", 150.0, "m between doors", _WALK),
    Setting("car", "hours_16_19", 1.0, "of the time, 16-19 h", _NO_HOURS),
    Setting("car", "hours_19_23", 1.0, "of the time, 19-23 h", _NO_HOURS),
    Setting("bicycle", "default", 16, "km/h", "ordinary bicycle in town (Fietsersbond; OSRM uses 15)"),
    Setting("bicycle", "pedestrian", 5, "km/h", "walking beside it"),
    Setting("bicycle", "footway", 5, "km/h", "walking beside it"),
    Setting("bicycle", "steps", 2, "km/h", "carrying it"),
    Setting("bicycle", "track", 12, "km/h", "unpaved; as OSRM's bicycle profile"),
    Setting("bicycle", "path", 12, "km/h", "unpaved; as OSRM's bicycle profile"),
    Setting("bicycle", "bridleway", 12, "km/h", "unpaved"),
    Setting("bicycle", "ferry", _FERRY_KMH, "km/h", _FERRY),
    Setting("bicycle", "speed_factor", 1.0, "of the speed", "the speed is already an average"),
    Setting("bicycle", "junction_s", 1.0, "s per junction", "between OSRM (slower) and Valhalla (faster)"),
    Setting("bicycle", "stop_s", 30.0, "s per stop", "locking it; to be fitted on own visits"),
    Setting("bicycle", "walk_within_m", 40.0, "m between doors", _WALK),
    Setting("foot", "default", 4.8, "km/h", "usual walking speed; OSRM 5.0, Valhalla 5.1"),
    Setting("foot", "steps", 3.0, "km/h", "stairs"),
    Setting("foot", "ferry", _FERRY_KMH, "km/h", _FERRY),
    Setting("foot", "speed_factor", 1.0, "of the speed", "the speed is already an average"),
    Setting("foot", "junction_s", 0.0, "s per junction", "within 3 % of OSRM without it"),
    Setting("foot", "stop_s", 0.0, "s per stop", "already at the door"),
    Setting("foot", "walk_within_m", 0.0, "m between doors", "walking anyway"),
)


@dataclass(frozen=True)
class HourFactor:
    """How much longer a trip takes when it starts in a band of the day."""

    from_hour: int
    to_hour: int
    factor: float

    def __post_init__(self) -> None:
        if not 0 <= self.from_hour < self.to_hour <= 24:
            raise ValueError(f"hours are {self.from_hour}-{self.to_hour}; expected 0 <= from < to <= 24")
        if not self.factor > 0:
            raise ValueError(f"factor is {self.factor!r}; expected more than 0")


@dataclass(frozen=True)
class Profile:
    """How one way of travelling uses the streets.

    `speeds_kmh` holds a speed per road class and one for "default". A car reads the signed limit first.
    Each of `hour_factors` multiplies the times of trips in its hours; in other hours they stay as they are.
    Between doors at most `walk_within_m` apart in a straight line one may leave it standing and walk.
    """

    name: ProfileName
    speeds_kmh: tuple[tuple[str, float], ...]
    speed_factor: float
    junction_s: float
    stop_s: float
    hour_factors: tuple[HourFactor, ...] = ()
    walk_within_m: float = 0.0

    def __post_init__(self) -> None:
        if self.name not in PROFILE_NAMES:
            raise ValueError(f"profile is {self.name!r}; expected one of {PROFILE_NAMES}")
        if "default" not in dict(self.speeds_kmh):
            raise ValueError(f"profile {self.name} has no default speed")
        for road_class, speed in self.speeds_kmh:
            if not speed > 0:
                raise ValueError(f"{self.name} on {road_class} is {speed!r} km/h; expected more than 0")
        if not self.speed_factor > 0:
            raise ValueError(f"{self.name} speed factor is {self.speed_factor!r}; expected more than 0")
        for number in ("junction_s", "stop_s", "walk_within_m"):
            if not getattr(self, number) >= 0:
                raise ValueError(f"{self.name}: {number} is {getattr(self, number)!r}; expected 0 or more")

    @property
    def key(self) -> str:
        """Name that changes with every number that decides a street's seconds."""
        numbers = (self.name, sorted(self.speeds_kmh), self.speed_factor, self.junction_s)
        return hashlib.sha256(repr(numbers).encode()).hexdigest()[:16]

    @property
    def reads_maxspeed(self) -> bool:
        """Whether the signed limit decides the speed."""
        return self.name == "car"

    def speed_kmh(self, road_class: str) -> float:
        """Speed in km/h on a road class where no limit is signed, before the speed factor."""
        speeds = dict(self.speeds_kmh)
        return speeds.get(road_class, speeds["default"])

    def hour_factor(self, hour: int) -> float:
        """Multiplier of travel times for trips that start in this hour of the day (0-23)."""
        if not 0 <= hour < 24:
            raise ValueError(f"hour is {hour!r}; expected 0-23")
        for band in self.hour_factors:
            if band.from_hour <= hour < band.to_hour:
                return band.factor
        return 1.0

    def slowest_hour(self, first: int, last: int) -> int | None:
        """Return the hour from first to last in which trips take longest, None when that is no factor at all.

        A plan for a whole evening that is made with it is never too tight.
        """
        factor, earlier = max((self.hour_factor(hour), -hour) for hour in range(first, last + 1))
        return None if factor == 1.0 else -earlier

    def changed(self, **numbers: object) -> Profile:
        """Profile with other numbers, for example `changed(speed_factor=0.75)`."""
        return dataclasses.replace(self, **numbers)  # type: ignore[arg-type]


def profile(name: ProfileName) -> Profile:
    """Return the profile of that name as the settings table has it.

    Raises
    ------
    ValueError
        When there is no such profile.
    """
    if name not in PROFILE_NAMES:
        raise ValueError(f"profile is {name!r}; expected one of {PROFILE_NAMES}")
    values = {row.name: row.value for row in SETTINGS if row.profile == name}
    numbers = ("speed_factor", "junction_s", "stop_s", "walk_within_m")
    speed_factor, junction_s, stop_s, walk_within_m = (values.pop(key) for key in numbers)
    bands = [key for key in values if key.startswith(_HOURS)]
    factors = tuple(_hour_factor(key, values.pop(key)) for key in bands)
    return Profile(name, tuple(values.items()), speed_factor, junction_s, stop_s, factors, walk_within_m)


def _hour_factor(key: str, factor: float) -> HourFactor:
    from_hour, to_hour = key.removeprefix(_HOURS).split("_")
    return HourFactor(int(from_hour), int(to_hour), factor)
