"""What comes out of a file: the good rows, and a sentence for everything that is wrong."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a file, where it stands, and a Dutch sentence that says what to do.

    ``row`` counts as a spreadsheet does: the header is row 1 and a cell with line breaks is one row.
    ``column`` is the header as the file has it. ``dossier_id`` is what the row says, so also when another row
    has the same id. ``refused`` is False for a remark that keeps no row out, such as an unknown column.
    """

    file: str
    row: int
    column: str
    value: str
    sentence: str
    dossier_id: str = ""
    refused: bool = True


@dataclass(frozen=True)
class Intake(Generic[T]):
    """The objects of the good rows, all problems in file order, and how the file was read.

    ``read`` is the number of data rows: each is in ``rows`` or refused in ``problems``. ``encoding``
    (``utf-8`` or ``cp1252``) and ``delimiter`` are how the text was taken, to show to the planner.
    """

    rows: tuple[T, ...]
    problems: tuple[Problem, ...]
    read: int
    encoding: str = "utf-8"
    delimiter: str = ";"

    @property
    def refused(self) -> int:
        """The number of data rows that were refused."""
        return len({problem.row for problem in self.problems if problem.refused})
