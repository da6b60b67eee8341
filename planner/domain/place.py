"""Where a resident lives and where a coach starts."""

import re
from dataclasses import dataclass

from planner.domain.errors import PlannerError

POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}")


@dataclass(frozen=True)
class Address:
    """A Dutch address; house letter and addition are kept together, as on the door."""

    street: str
    number: int
    addition: str = ""
    postcode: str = ""
    city: str = ""

    def __post_init__(self) -> None:
        if not self.street.strip():
            raise PlannerError("Een adres heeft een straat nodig.")
        if not 1 <= self.number <= 99999:
            raise PlannerError(f"Huisnummer {self.number} kan niet: het ligt tussen 1 en 99999.")
        if self.postcode and not POSTCODE.fullmatch(self.postcode):
            raise PlannerError(f"Postcode '{self.postcode}' is geen postcode zoals 2631AB.")

    @property
    def line(self) -> str:
        """The first line as on an envelope: ``Dorpsstraat 14-B``."""
        tail = f"-{self.addition}" if self.addition else ""
        return f"{self.street} {self.number}{tail}"

    @property
    def door(self) -> tuple[str, int, str, str]:
        """The key by which two dossiers at one door are recognised."""
        return (self.street.casefold(), self.number, self.addition.casefold(), self.city.casefold())
