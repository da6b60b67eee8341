"""What is agreed with a creditor, and the places a resident can be referred to: data, no code."""

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.dossier import CreditorKind
from planner.domain.errors import PlannerError


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """The working agreement with one creditor.

    ``longest_track_days`` is how long the amicable track may last from the day a dossier came in; a dossier
    on the short track (two weeks) needs ``short_track_allowed``. ``announce_days`` is how long before a visit
    its letter must have been received; None means that visits are not announced. ``no_seizure`` is the
    promise that nothing is seized while the amicable track runs.
    """

    creditor_id: str
    name: str
    kind: CreditorKind
    longest_track_days: int | None = None
    short_track_allowed: bool = False
    personal_attempt_before_summons: bool = True
    announce_days: int | None = None
    no_seizure: bool = False

    def __post_init__(self) -> None:
        if not self.creditor_id.strip() or not self.name.strip():
            raise PlannerError(
                f"Een schuldeiser heeft nummer en naam nodig, niet '{self.creditor_id}' en '{self.name}'."
            )
        for what, days in (("traject", self.longest_track_days), ("aankondiging", self.announce_days)):
            if days is not None and days < 1:
                raise PlannerError(f"Schuldeiser {self.creditor_id}: {days} dagen {what} kan niet.")


class HelpKind(StrEnum):
    """What a place can help with; the value is the word used in files."""

    DEBT = "debt"
    BUDGET = "budget"
    ENERGY = "energy"
    HOUSING = "housing"
    SOCIAL = "social"
    FIRST_ADVICE = "first_advice"


@dataclass(frozen=True, kw_only=True)
class ReferralPlace:
    """A place that takes residents on: in which municipality (empty is everywhere) and for what."""

    place_id: str
    name: str
    takes: frozenset[HelpKind]
    municipality: str = ""
    phone: str = ""
    how: str = ""

    def __post_init__(self) -> None:
        if not self.place_id.strip() or not self.name.strip():
            raise PlannerError(
                f"Een hulpplek heeft nummer en naam nodig, niet '{self.place_id}' en '{self.name}'."
            )
        if not self.takes:
            raise PlannerError(f"Hulpplek {self.place_id} neemt niets aan: noem minstens een soort hulp.")
