"""Files to dossiers and staff: every row becomes an object, or a problem with row, column and a sentence."""

from planner.intake.columns import COLUMNS, Column, Kind, columns_markdown
from planner.intake.problem import Intake, Problem
from planner.intake.read import (
    read_call_evenings,
    read_coaches,
    read_creditors,
    read_dossiers,
    read_referrals,
    read_shifts,
)
from planner.intake.text import Source
from planner.intake.write import (
    write_coaches_csv,
    write_dossiers_csv,
    write_problems_csv,
    write_shifts_csv,
)

__all__ = [
    "COLUMNS",
    "Column",
    "Intake",
    "Kind",
    "Problem",
    "Source",
    "columns_markdown",
    "read_call_evenings",
    "read_coaches",
    "read_creditors",
    "read_dossiers",
    "read_referrals",
    "read_shifts",
    "write_coaches_csv",
    "write_dossiers_csv",
    "write_problems_csv",
    "write_shifts_csv",
]
