"""What happened at a door: the codes as data, the event, and the step that follows."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from planner.domain.dossier import Appointment, Channel
from planner.domain.errors import PlannerError


class OutcomeCode(StrEnum):
    """The Dutch codes under which a visit is recorded (DDAS end results are in the table)."""

    NT_KAART = "NT_KAART"
    NT_GEEN_KAART = "NT_GEEN_KAART"
    ANDER = "ANDER"
    AFSPRAAK = "AFSPRAAK"
    REGELING = "REGELING"
    ADVIES = "ADVIES"
    HULP_FIN = "HULP_FIN"
    HULP_ANDERS = "HULP_ANDERS"
    GEEN_HULP = "GEEN_HULP"
    WEIGERT = "WEIGERT"
    AL_BETAALD = "AL_BETAALD"
    AL_SHV = "AL_SHV"
    AL_HULP = "AL_HULP"
    BETWIST = "BETWIST"
    TAAL = "TAAL"
    VERHUISD_BINNEN = "VERHUISD_BINNEN"
    VERHUISD_BUITEN = "VERHUISD_BUITEN"
    ADRES_ONBEKEND = "ADRES_ONBEKEND"
    GEEN_TOEGANG = "GEEN_TOEGANG"
    ONVEILIG = "ONVEILIG"
    OVERLEDEN = "OVERLEDEN"
    OVERGESLAGEN = "OVERGESLAGEN"


class Door(StrEnum):
    """What the door did; the first tap on the screen."""

    NOT_HOME = "not_home"
    SPOKEN = "spoken"
    NOT_RUNG = "not_rung"


class NextState(StrEnum):
    """Where a dossier goes after an outcome."""

    OPEN = "open"
    RETRY = "retry"
    APPOINTMENT = "appointment"
    HOLD = "hold"
    OUT = "out"


@dataclass(frozen=True, kw_only=True)
class OutcomeRule:
    """One row of the outcome table.

    ``attempts`` are the contact attempts it counts as; a card is one of its own, beside the visit.
    ``wait_days`` is the rest before the next visit; None means that it does not come back by itself.
    """

    code: OutcomeCode
    label: str
    door: Door
    state: NextState
    attempts: tuple[tuple[Channel, bool], ...] = ()
    wait_days: int | None = None
    other_slot: bool = False
    needs_pair: bool = False
    same_coach: bool = False
    bonus_points: int = 0
    sentence: str = ""


_VISIT_MISSED = ((Channel.VISIT, False),)
_VISIT_AND_CARD = ((Channel.VISIT, False), (Channel.CARD, False))
_VISIT_REACHED = ((Channel.VISIT, True),)


def _spoken(code: OutcomeCode, label: str, state: NextState, sentence: str) -> OutcomeRule:
    return OutcomeRule(
        code=code, label=label, door=Door.SPOKEN, state=state, attempts=_VISIT_REACHED, sentence=sentence
    )


def _missed(
    code: OutcomeCode, label: str, state: NextState, sentence: str, wait_days: int | None = None
) -> OutcomeRule:
    return OutcomeRule(
        code=code,
        label=label,
        door=Door.NOT_RUNG,
        state=state,
        attempts=_VISIT_MISSED,
        wait_days=wait_days,
        sentence=sentence,
    )


_RULES = (
    OutcomeRule(
        code=OutcomeCode.NT_KAART,
        label="Niemand thuis, kaart in de bus",
        door=Door.NOT_HOME,
        state=NextState.RETRY,
        attempts=_VISIT_AND_CARD,
        wait_days=7,
        other_slot=True,
        sentence="Er was niemand thuis. De bewoner krijgt een week om op de kaart te reageren.",
    ),
    OutcomeRule(
        code=OutcomeCode.NT_GEEN_KAART,
        label="Niemand thuis, geen kaart",
        door=Door.NOT_HOME,
        state=NextState.RETRY,
        attempts=_VISIT_MISSED,
        wait_days=3,
        other_slot=True,
        sentence="Er was niemand thuis.",
    ),
    OutcomeRule(
        code=OutcomeCode.ANDER,
        label="Iemand anders deed open",
        door=Door.NOT_HOME,
        state=NextState.RETRY,
        attempts=_VISIT_AND_CARD,
        wait_days=7,
        other_slot=True,
        sentence="Iemand anders deed open. De bewoner krijgt een week om op de kaart te reageren.",
    ),
    OutcomeRule(
        code=OutcomeCode.AFSPRAAK,
        label="Wil praten op een ander moment",
        door=Door.SPOKEN,
        state=NextState.APPOINTMENT,
        attempts=_VISIT_REACHED,
        wait_days=0,
        same_coach=True,
        sentence="De bewoner wil praten op een afgesproken moment, met dezelfde coach.",
    ),
    _spoken(
        OutcomeCode.REGELING, "Betaalafspraak gemaakt", NextState.OUT, "Er is een betaalafspraak gemaakt."
    ),
    _spoken(
        OutcomeCode.ADVIES,
        "Advies of snelle hulp gegeven",
        NextState.OUT,
        "De bewoner kreeg advies of snelle hulp.",
    ),
    _spoken(
        OutcomeCode.HULP_FIN,
        "Aangemeld voor hulp bij geld",
        NextState.OUT,
        "De bewoner is aangemeld voor hulp bij geld.",
    ),
    _spoken(
        OutcomeCode.HULP_ANDERS,
        "Aangemeld voor andere hulp",
        NextState.OUT,
        "De bewoner is aangemeld voor andere hulp.",
    ),
    _spoken(
        OutcomeCode.GEEN_HULP,
        "Lost het zelf op",
        NextState.OUT,
        "De bewoner lost het zelf op of wil geen hulp.",
    ),
    OutcomeRule(
        code=OutcomeCode.WEIGERT,
        label="Wil niet praten",
        door=Door.SPOKEN,
        state=NextState.RETRY,
        attempts=_VISIT_REACHED,
        wait_days=60,
        sentence="De bewoner wil nu niet praten. Stuur een brief met een aanbod.",
    ),
    _spoken(
        OutcomeCode.AL_BETAALD,
        "Heeft betaald of al een regeling",
        NextState.OUT,
        "De bewoner zegt dat er betaald is of al een regeling loopt.",
    ),
    _spoken(
        OutcomeCode.AL_SHV,
        "Al bij schuldhulp",
        NextState.HOLD,
        "De bewoner is al bij schuldhulp. Vraag het na.",
    ),
    _spoken(
        OutcomeCode.AL_HULP,
        "Heeft al een andere hulpverlener",
        NextState.HOLD,
        "De bewoner heeft al een hulpverlener. Vraag het na.",
    ),
    _spoken(
        OutcomeCode.BETWIST,
        "Klopt niet, zegt de bewoner",
        NextState.HOLD,
        "De bewoner zegt dat de achterstand niet klopt. Wacht op de schuldeiser.",
    ),
    OutcomeRule(
        code=OutcomeCode.TAAL,
        label="Gesprek lukt niet door taal",
        door=Door.SPOKEN,
        state=NextState.RETRY,
        attempts=_VISIT_REACHED,
        wait_days=0,
        sentence="Het gesprek lukte niet door de taal. Ga terug met een coach die de taal spreekt.",
    ),
    _missed(
        OutcomeCode.VERHUISD_BINNEN,
        "Verhuisd binnen de gemeente",
        NextState.HOLD,
        "De bewoner is verhuisd. Zoek eerst het nieuwe adres op.",
    ),
    _missed(
        OutcomeCode.VERHUISD_BUITEN,
        "Woont in een andere gemeente",
        NextState.OUT,
        "De bewoner woont in een andere gemeente. Draag het dossier over.",
    ),
    _missed(
        OutcomeCode.ADRES_ONBEKEND,
        "Woont hier niet, adres onbekend",
        NextState.HOLD,
        "De bewoner woont hier niet. Zoek eerst het adres op.",
    ),
    _missed(
        OutcomeCode.GEEN_TOEGANG,
        "Kan niet bij de deur komen",
        NextState.RETRY,
        "De coach kon niet bij de deur komen. Zoek uit hoe je binnenkomt.",
        wait_days=0,
    ),
    OutcomeRule(
        code=OutcomeCode.ONVEILIG,
        label="Onveilig, gestopt of niet aangebeld",
        door=Door.NOT_RUNG,
        state=NextState.RETRY,
        attempts=_VISIT_MISSED,
        wait_days=0,
        needs_pair=True,
        sentence="Het was niet veilig. Ga alleen nog met twee coaches.",
    ),
    _missed(
        OutcomeCode.OVERLEDEN,
        "Bewoner is overleden",
        NextState.OUT,
        "De bewoner is overleden. Stop alle brieven.",
    ),
    OutcomeRule(
        code=OutcomeCode.OVERGESLAGEN,
        label="Niet geweest, tijd op",
        door=Door.NOT_RUNG,
        state=NextState.OPEN,
        wait_days=0,
        bonus_points=2,
        sentence="De coach kwam er niet aan toe. Het dossier gaat direct terug in de rij.",
    ),
)

OUTCOME_RULES = {rule.code: rule for rule in _RULES}
"""The outcome table by code: labels, contact attempts and what follows, as data."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What happened at one door; made once, on the device, and never changed afterwards.

    ``outcome_id`` is made by the device, so that sending twice stores once.
    """

    outcome_id: UUID
    dossier_id: str
    code: OutcomeCode
    at: datetime
    coach_ids: tuple[str, ...]
    shift_id: str | None = None
    appointment_at: datetime | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise PlannerError(f"Het bezoek van {self.at} heeft geen tijdzone.")
        if (self.code is OutcomeCode.AFSPRAAK) != (self.appointment_at is not None):
            raise PlannerError(
                f"Bij {self.code} past geen afspraak van {self.appointment_at}: "
                "een afspraak heeft een moment, en alleen een afspraak."
            )
        if self.appointment_at is not None and self.appointment_at <= self.at:
            raise PlannerError(
                f"De afspraak ({self.appointment_at:%d-%m-%Y %H:%M}) ligt niet na het bezoek "
                f"({self.at:%d-%m-%Y %H:%M})."
            )

    @property
    def rule(self) -> OutcomeRule:
        """The row of the outcome table."""
        return OUTCOME_RULES[self.code]


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A weekday (Monday is 0) and an hour of the day; 18 means 18:00-19:00."""

    weekday: int
    hour: int

    @classmethod
    def of(cls, moment: datetime) -> "Slot":
        """Return the slot that a local moment lies in."""
        return cls(weekday=moment.weekday(), hour=moment.hour)


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What happens next with a dossier, and what the next plan must respect.

    ``last_miss`` asks for another weekday *and* another hour; ``misses`` are never repeated exactly.
    """

    state: NextState
    sentence: str
    not_before: date | None = None
    last_miss: Slot | None = None
    misses: tuple[Slot, ...] = ()
    needs_pair: bool = False
    languages: frozenset[str] = frozenset()
    appointment: Appointment | None = None
    bonus_points: int = 0
    visits: int = 0
