"""One evening of one coach: from door to door as a policy says, with what the hidden world answers."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from uuid import UUID, uuid5

import numpy as np

from planner.domain.outcome import Outcome, OutcomeCode, Slot
from planner.domain.plan import Point
from planner.domain.staff import EveningShift
from planner.domain.week import AMSTERDAM, Week, local
from planner.simulation.inflow import Arrival
from planner.simulation.pool import Left, Pool
from planner.simulation.streets import CENTRE, StraightTravel
from planner.simulation.truth import TRIES, Household
from planner.simulation.world import World

APPOINTMENT_LATE_S = 15 * 60
"""An appointment is missed when the coach rings later than this after the promised moment."""
_NAMESPACE = UUID("7e0c1f52-0000-4000-8000-000000000000")
_SHORT_TALK_S = 300
_LONGEST_S = 4 * 3600


@dataclass(frozen=True, kw_only=True)
class Going:
    """Where a coach goes now; the bell is not rung before ``not_before_s`` (seconds of the week)."""

    arrival: Arrival
    not_before_s: int = 0
    drawn: bool = False
    propensity: float = 1.0
    comparable: bool = False


class Guide(Protocol):
    """Says where one coach goes on one evening."""

    def next(self, now_s: int, here: Point) -> Going | None:
        """Return the next door, from a moment (seconds of the week) and a place; None is home."""


@dataclass(frozen=True, kw_only=True)
class Ring:
    """One ring at a door: in which slot, whether somebody opened, and how the slot was chosen.

    A stop is ``comparable`` when it might have been drawn: planned, without a deadline or appointment.
    ``true_chance`` is for judging an estimator afterwards; no policy sees it.
    """

    slot: Slot
    home: bool
    drawn: bool
    propensity: float
    comparable: bool
    true_chance: float


@dataclass(frozen=True, kw_only=True)
class Lived:
    """What one evening came to."""

    day: date
    doors: int
    contacts: int
    card_contacts: int
    priority: int
    points: int
    travel_s: int
    over_s: int
    appointments: int
    missed_appointments: int
    rings: tuple[Ring, ...]

    @property
    def rings_seen(self) -> list[tuple[Slot, bool]]:
        """What a coach can tell of the rings: when, and whether somebody opened."""
        return [(ring.slot, ring.home) for ring in self.rings]


class Night:
    """The running state of an evening; `live` plays it to the end."""

    def __init__(
        self, world: World, pool: Pool, week: Week, shift: EveningShift, travel: StraightTravel
    ) -> None:
        self.world, self.pool, self.week, self.shift, self.travel = world, pool, week, shift, travel
        self.now_s, self.here = week.seconds(shift.starts_at), CENTRE
        self.last_knock_s = week.seconds(local(shift.date, world.crew.last_knock))
        self.doors = self.contacts = self.card_contacts = self.priority = self.travel_s = 0
        self.missed = self.kept = self.points = 0
        self.rings: list[Ring] = []
        self.gone: list[tuple[Arrival, Left]] = []
        self.spoken: list[Arrival] = []

    def live(self, guide: Guide) -> Lived:
        """Return what the evening came to when a guide leads it."""
        while (going := guide.next(self.now_s, self.here)) is not None:
            there_s = self._seconds(going.arrival.point) + round(self.travel.profile.stop_s)
            start_s = max(self.now_s + there_s, going.not_before_s)
            if start_s > self.last_knock_s:
                break
            self.travel_s += there_s
            self.now_s, self.here = start_s, going.arrival.point
            self._ring(going)
        self._skip_promises()
        back_s = self._seconds(CENTRE)
        self.travel_s += back_s
        over_s = self.now_s + back_s - self.week.seconds(self.shift.ends_at)
        return Lived(
            day=self.shift.date,
            doors=self.doors,
            contacts=self.contacts,
            card_contacts=self.card_contacts,
            priority=self.priority,
            points=self.points,
            travel_s=self.travel_s,
            over_s=max(0, over_s),
            appointments=self.kept + self.missed,
            missed_appointments=self.missed,
            rings=tuple(self.rings),
        )

    def _ring(self, going: Going) -> None:
        arrival, moment = going.arrival, self.week.moment(self.now_s)
        house = arrival.household
        tried = min(self.pool.tries(arrival), TRIES - 1)
        promised = self._promised(arrival)
        opens = house.opens(moment.date(), moment.hour)
        if promised is not None:
            late = (moment - promised).total_seconds() > APPOINTMENT_LATE_S
            self.missed, self.kept = self.missed + late, self.kept + (not late)
            opens = opens if late else bool(house.keeps[tried] < self.world.reach.appointment_kept)
        self.doors += 1
        self.rings.append(
            Ring(
                slot=Slot.of(moment),
                home=opens,
                drawn=going.drawn,
                propensity=going.propensity,
                comparable=going.comparable,
                true_chance=house.chance_in(Slot.of(moment)),
            )
        )
        (self._opened if opens else self._shut)(arrival, house, moment, tried)

    def _opened(self, arrival: Arrival, house: Household, moment: datetime, tried: int) -> None:
        self.spoken.append(arrival)
        if arrival.dossier.dossier_id not in self.pool.met:
            self.pool.met.add(arrival.dossier.dossier_id)
            self.contacts += 1
            self.priority += arrival.score
            self.points += self.pool.points[arrival.dossier.dossier_id]
        if house.appointment[tried] < self.world.reach.appointment_share and not self._promised(arrival):
            self._record(arrival, OutcomeCode.AFSPRAAK, moment, _SHORT_TALK_S, self._promise(house, tried))
            return
        self._record(arrival, OutcomeCode.GEEN_HULP, moment, round(60 * float(house.talk_min[tried])))
        self._leave(arrival, Left.TALK)

    def _shut(self, arrival: Arrival, house: Household, moment: datetime, tried: int) -> None:
        self._record(arrival, OutcomeCode.NT_KAART, moment, round(60 * self.world.visits.card_min))
        if house.card[tried] < self.world.reach.card_answered:
            if arrival.dossier.dossier_id not in self.pool.met:
                self.card_contacts += 1
            self._leave(arrival, Left.CARD)

    def _skip_promises(self) -> None:
        """Record every appointment of this coach and evening that nobody came to."""
        for arrival in list(self.pool.open.values()):
            promised = self._promised(arrival)
            if promised is None or promised.date() != self.shift.date:
                continue
            last = self.pool.history[arrival.dossier.dossier_id][-1]
            if last.coach_ids == self.shift.coach_ids:
                self.missed += 1
                late = max(promised, self.week.moment(self.now_s))
                self._record(arrival, OutcomeCode.OVERGESLAGEN, late, 0)

    def _leave(self, arrival: Arrival, why: Left) -> None:
        self.pool.remove(arrival)
        self.gone.append((arrival, why))

    def _record(
        self,
        arrival: Arrival,
        code: OutcomeCode,
        moment: datetime,
        seconds: int,
        appointment_at: datetime | None = None,
    ) -> None:
        dossier_id = arrival.dossier.dossier_id
        seconds = min(seconds, _LONGEST_S)
        self.now_s += seconds
        self.pool.record(
            Outcome(
                outcome_id=uuid5(_NAMESPACE, f"{dossier_id} {moment.isoformat()}"),
                dossier_id=dossier_id,
                code=code,
                at=moment,
                coach_ids=self.shift.coach_ids,
                shift_id=self.shift.shift_id,
                appointment_at=appointment_at,
                left_at=moment + timedelta(seconds=seconds),
            )
        )

    def _promise(self, house: Household, tried: int) -> datetime:
        """Return the promised moment: a week later, the same coach, a half hour between 18:00 and 20:00."""
        half_hours = int(np.floor(house.keeps[tried] * 1e6)) % 5
        clock = time(18 + half_hours // 2, 30 * (half_hours % 2))
        return datetime.combine(self.shift.date + timedelta(days=7), clock, tzinfo=AMSTERDAM)

    def _promised(self, arrival: Arrival) -> datetime | None:
        past = self.pool.history.get(arrival.dossier.dossier_id)
        return past[-1].appointment_at if past else None

    def _seconds(self, to: Point) -> int:
        return int(np.ceil(self.travel.matrix([self.here], [to])[0, 0]))
