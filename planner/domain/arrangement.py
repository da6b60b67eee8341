"""What is agreed and found at the table: a payment plan, other arrears, what the door looked like."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.errors import PlannerError
from planner.domain.wording import Wording


@dataclass(frozen=True, kw_only=True)
class PaymentPlan:
    """A promise to pay ``amount_cents`` a month, ``terms`` times, first on a day."""

    amount_cents: int
    first_on: date
    terms: int = 1

    def __post_init__(self) -> None:
        if self.amount_cents <= 0:
            raise PlannerError(f"Een betaalafspraak van {self.amount_cents} cent is geen afspraak.")
        if self.terms < 1:
            raise PlannerError(f"Een betaalafspraak in {self.terms} termijnen kan niet: minstens een.")


class OtherArrears(StrEnum):
    """How much is owed elsewhere, as the resident told at the table; classes, smallest first."""

    NONE = "none"
    UNDER_500 = "under_500"
    UNDER_2500 = "under_2500"
    UNDER_10000 = "under_10000"
    MORE = "more"


OTHER_ARREARS = {
    OtherArrears.NONE: Wording("Geen andere achterstand", "No other arrears"),
    OtherArrears.UNDER_500: Wording("Minder dan 500 euro", "Less than 500 euros"),
    OtherArrears.UNDER_2500: Wording("500 tot 2.500 euro", "500 to 2,500 euros"),
    OtherArrears.UNDER_10000: Wording("2.500 tot 10.000 euro", "2,500 to 10,000 euros"),
    OtherArrears.MORE: Wording("10.000 euro of meer", "10,000 euros or more"),
}
"""The words of each class."""


class Occupancy(StrEnum):
    """What a shut door looked like: a closed list, deleted with the dossier."""

    POST_FULL = "post_full"
    LIGHT_OR_SOUND = "light_or_sound"
    LOOKS_EMPTY = "looks_empty"
    BELL_BROKEN = "bell_broken"
    PORCH_LOCKED = "porch_locked"
    NEIGHBOUR_TOLD = "neighbour_told"


OCCUPANCY = {
    Occupancy.POST_FULL: Wording("De post puilt uit", "The letter box is full"),
    Occupancy.LIGHT_OR_SOUND: Wording("Licht of geluid binnen", "Light or sound inside"),
    Occupancy.LOOKS_EMPTY: Wording("Lijkt leeg", "Looks empty"),
    Occupancy.BELL_BROKEN: Wording("De bel is stuk", "The bell is broken"),
    Occupancy.PORCH_LOCKED: Wording("De portiek zit op slot", "The porch is locked"),
    Occupancy.NEIGHBOUR_TOLD: Wording(
        "Een buur zegt wanneer er iemand thuis is", "A neighbour tells when somebody is home"
    ),
}
"""The words of each observation."""


class Safety(StrEnum):
    """How safe the coach felt."""

    SAFE = "safe"
    PAIR = "pair"
    NEVER = "never"


SAFETY = {
    Safety.SAFE: Wording("Veilig", "Safe"),
    Safety.PAIR: Wording("Liever met twee", "Rather with two"),
    Safety.NEVER: Wording("Niet meer gaan", "Never again"),
}
"""The words of each answer."""
