"""The models of a row of creditors.csv and of referrals.csv."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainValidator

from planner.domain.creditor import Agreement, HelpKind, ReferralPlace
from planner.domain.dossier import CreditorKind
from planner.intake import cells

Line = Annotated[str, PlainValidator(cells.line)]
Identifier = Annotated[str, PlainValidator(cells.identifier)]
YesNo = Annotated[bool, PlainValidator(cells.yes_no)]
Days = Annotated[int | None, PlainValidator(cells.count)]

KIND_WORDS = {kind.value: kind for kind in CreditorKind} | {
    "huur": CreditorKind.HOUSING,
    "energie": CreditorKind.ENERGY,
    "zorg": CreditorKind.HEALTH,
    "gemeente": CreditorKind.MUNICIPALITY,
    "overig": CreditorKind.OTHER,
}
HELP_WORDS = {kind.value: kind for kind in HelpKind} | {
    "schulden": HelpKind.DEBT,
    "energie": HelpKind.ENERGY,
    "wonen": HelpKind.HOUSING,
    "sociaal": HelpKind.SOCIAL,
    "advies": HelpKind.FIRST_ADVICE,
}
_kind = cells.word_of(KIND_WORDS, "huur, energie, water, zorg, gemeente en overig")
_takes = cells.each(cells.word_of(HELP_WORDS, "schulden, budget, energie, wonen, sociaal en advies"))


class CreditorRow(BaseModel):
    """The filled cells of one row of creditors.csv."""

    model_config = ConfigDict(extra="forbid")

    creditor_id: Identifier
    name: Line
    kind: Annotated[CreditorKind, PlainValidator(_kind)]
    longest_track_days: Days = None
    short_track_allowed: YesNo = False
    attempt_before_summons: YesNo = True
    announce_days: Days = None
    no_seizure: YesNo = False

    def agreement(self) -> Agreement:
        """Return the agreement that the row describes."""
        return Agreement(
            creditor_id=self.creditor_id,
            name=self.name,
            kind=self.kind,
            longest_track_days=self.longest_track_days,
            short_track_allowed=self.short_track_allowed,
            personal_attempt_before_summons=self.attempt_before_summons,
            announce_days=self.announce_days or None,
            no_seizure=self.no_seizure,
        )


class ReferralRow(BaseModel):
    """The filled cells of one row of referrals.csv."""

    model_config = ConfigDict(extra="forbid")

    place_id: Identifier
    name: Line
    takes: Annotated[tuple[HelpKind, ...], PlainValidator(_takes)]
    municipality: Line = ""
    phone: Annotated[str, PlainValidator(cells.phone)] = ""
    how: Line = ""

    def place(self) -> ReferralPlace:
        """Return the place that the row describes."""
        return ReferralPlace(
            place_id=self.place_id,
            name=self.name,
            takes=frozenset(self.takes),
            municipality=self.municipality,
            phone=self.phone,
            how=self.how,
        )
