"""The record: the only SQL of the house."""

from planner.store.backup import Restored, back_up, restore
from planner.store.copying import Contents, copy_record
from planner.store.event_rows import Flag, Flagged
from planner.store.plan_rows import StoredPlan
from planner.store.record import AuditLine, ImportBatch, Record
from planner.store.state_rows import DossierState
from planner.store.store import DESK, Store

__all__ = [
    "DESK",
    "AuditLine",
    "Contents",
    "DossierState",
    "Flag",
    "Flagged",
    "ImportBatch",
    "Record",
    "Restored",
    "Store",
    "StoredPlan",
    "back_up",
    "copy_record",
    "restore",
]
