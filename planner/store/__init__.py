"""The record: the only SQL of the house."""

from planner.store.record import ImportBatch, Record, StoredPlan
from planner.store.store import Store

__all__ = ["ImportBatch", "Record", "Store", "StoredPlan"]
