"""The coaches and the evenings of a week in a world."""

from datetime import timedelta

from planner.domain.place import Address
from planner.domain.staff import BudgetCoach, EveningShift, Team, TravelMode
from planner.domain.week import Week
from planner.simulation.world import Crew

OFFICE = Address(street="Kantoorplein", number=1)


def team_of(crew: Crew, week: Week) -> Team:
    """Return the team of a week; every evening starts and ends at the office."""
    coaches = tuple(
        BudgetCoach(coach_id=f"C{i + 1}", name=f"Coach {i + 1}", travel_mode=TravelMode.CAR)
        for i in range(len(crew.evenings))
    )
    shifts = sorted(
        (
            EveningShift(
                shift_id=f"{week}-{coach.coach_id}-{day}",
                date=week.monday + timedelta(days=day),
                start=crew.start,
                end=crew.end,
                coach_ids=(coach.coach_id,),
                start_place=OFFICE,
                end_place=OFFICE,
            )
            for coach, days in zip(coaches, crew.evenings, strict=True)
            for day in days
        ),
        key=lambda shift: (shift.date, shift.coach_ids),
    )
    return Team(coaches=coaches, shifts=tuple(shifts))
