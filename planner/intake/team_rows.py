"""The models of a row of coaches.csv and of shifts.csv."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Annotated, cast

from pydantic import BaseModel, ConfigDict, PlainValidator, ValidationInfo

from planner.domain.call_evening import CallEvening
from planner.domain.place import Address
from planner.domain.staff import BudgetCoach, EveningShift, TravelMode
from planner.intake import cells
from planner.intake.rows import Fault, addition_twice

Line = Annotated[str, PlainValidator(cells.line)]
Identifier = Annotated[str, PlainValidator(cells.identifier)]
Time = Annotated[dt.time, PlainValidator(cells.clock)]
HouseNumber = Annotated[cells.HouseNumber, PlainValidator(cells.house_number)]
Addition = Annotated[str, PlainValidator(cells.addition)]
Postcode = Annotated[str, PlainValidator(cells.postcode)]

TRAVEL_WORDS = {
    "car": TravelMode.CAR,
    "auto": TravelMode.CAR,
    "bicycle": TravelMode.BICYCLE,
    "bike": TravelMode.BICYCLE,
    "fiets": TravelMode.BICYCLE,
    "foot": TravelMode.FOOT,
    "lopend": TravelMode.FOOT,
    "te_voet": TravelMode.FOOT,
}
_travel_mode = cells.word_of(TRAVEL_WORDS, "auto, fiets en lopend")
_identifiers = cells.each(cells.identifier)


def _known_coaches(value: str, info: ValidationInfo) -> tuple[str, ...]:
    """Return the ids of one or two different coaches of the list in the context."""
    ids = _identifiers(value)
    if not 1 <= len(ids) <= 2 or len(set(ids)) != len(ids):
        raise cells.CellError(
            f"{cells.shown(value)} is geen coach of duo. Schrijf C1, of C1|C2 voor een duo."
        )
    _refuse_strangers(ids, info)
    return ids


def _refuse_strangers(ids: tuple[str, ...], info: ValidationInfo) -> None:
    known = cast("frozenset[str]", info.context)
    strangers = [coach_id for coach_id in ids if coach_id not in known]
    if strangers:
        names = " en ".join(cells.shown(coach_id) for coach_id in strangers)
        raise cells.CellError(f"Coach {names} staat niet in het bestand met coaches.")


class CoachRow(BaseModel):
    """The filled cells of one row of coaches.csv."""

    model_config = ConfigDict(extra="forbid")

    coach_id: Identifier
    name: Line
    travel_mode: Annotated[TravelMode, PlainValidator(_travel_mode)]
    languages: Annotated[tuple[str, ...], PlainValidator(cells.each(cells.language))] = ("nl",)

    def coach(self) -> BudgetCoach:
        """Return the coach that the row describes."""
        return BudgetCoach(
            coach_id=self.coach_id,
            name=self.name,
            travel_mode=self.travel_mode,
            languages=frozenset(self.languages),
        )


class ShiftRow(BaseModel):
    """The filled cells of one row of shifts.csv; validated with the ids of the coaches as context."""

    model_config = ConfigDict(extra="forbid")

    shift_id: Identifier
    date: Annotated[dt.date, PlainValidator(cells.day)]
    start: Time
    end: Time
    coach_ids: Annotated[tuple[str, ...], PlainValidator(_known_coaches)]
    start_street: Line
    start_number: HouseNumber
    start_addition: Addition = ""
    start_postcode: Postcode = ""
    start_city: Line = ""
    end_street: Line
    end_number: HouseNumber
    end_addition: Addition = ""
    end_postcode: Postcode = ""
    end_city: Line = ""

    def shift(self) -> EveningShift:
        """Return the evening that the row describes."""
        start, end = self.start_number, self.end_number
        return EveningShift(
            shift_id=self.shift_id,
            date=self.date,
            start=self.start,
            end=self.end,
            coach_ids=self.coach_ids,
            start_place=Address(
                self.start_street,
                start.number,
                self.start_addition or start.addition,
                self.start_postcode,
                self.start_city,
            ),
            end_place=Address(
                self.end_street,
                end.number,
                self.end_addition or end.addition,
                self.end_postcode,
                self.end_city,
            ),
        )


def _known_callers(value: str, info: ValidationInfo) -> tuple[str, ...]:
    """Return the ids of one or more different coaches of the list in the context."""
    ids = _identifiers(value)
    if not ids or len(set(ids)) != len(ids):
        raise cells.CellError(f"{cells.shown(value)} noemt geen coach, of een coach twee keer.")
    _refuse_strangers(ids, info)
    return ids


class CallEveningRow(BaseModel):
    """The filled cells of one row of call_evenings.csv; validated with the ids of the coaches as context."""

    model_config = ConfigDict(extra="forbid")

    evening_id: Identifier
    date: Annotated[dt.date, PlainValidator(cells.day)]
    start: Time
    end: Time
    coach_ids: Annotated[tuple[str, ...], PlainValidator(_known_callers)]

    def call_evening(self) -> CallEvening:
        """Return the call evening that the row describes."""
        return CallEvening(
            evening_id=self.evening_id,
            date=self.date,
            start=self.start,
            end=self.end,
            coach_ids=self.coach_ids,
        )


def faults_of_coach(filled: Mapping[str, str]) -> Iterator[Fault]:
    """Yield what is wrong between the cells of a row of coaches.csv."""
    if "languages" in filled and not filled["languages"].strip("|, "):
        yield Fault(("languages",), "Er staat geen taal in dit vak. Schrijf bijvoorbeeld nl|ar.")


def faults_of_hours(filled: Mapping[str, str]) -> Iterator[Fault]:
    """Yield a fault when an evening ends before it begins."""
    try:
        start, end = cells.clock(filled.get("start", "")), cells.clock(filled.get("end", ""))
    except cells.CellError:
        return
    if start >= end:
        yield Fault(
            ("start", "end"),
            f"De avond eindigt ({end:%H:%M}) voor hij begint ({start:%H:%M}). Kijk de tijden na.",
        )


def faults_of_shift(filled: Mapping[str, str]) -> Iterator[Fault]:
    """Yield what is wrong between the cells of a row of shifts.csv."""
    yield from faults_of_hours(filled)
    yield from addition_twice(filled, "start_number", "start_addition")
    yield from addition_twice(filled, "end_number", "end_addition")
