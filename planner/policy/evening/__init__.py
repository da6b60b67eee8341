"""An evening under way: what still fits, what may be added, what goes first, and until when to knock."""

from planner.policy.evening.chances import Prospect, Prospects, prospects
from planner.policy.evening.choice import rank
from planner.policy.evening.state import EveningState, Outlook, evening_state, next_stop
from planner.policy.evening.stops import NO_WAY, Evening, OpenStop, StopWindow

__all__ = [
    "NO_WAY",
    "Evening",
    "EveningState",
    "OpenStop",
    "Outlook",
    "Prospect",
    "Prospects",
    "StopWindow",
    "evening_state",
    "next_stop",
    "prospects",
    "rank",
]
