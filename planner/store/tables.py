"""The tables as they are now; how they came to be is in ``migrations``.

The log (``event``, ``decision``), the plans, the imports and the audit can be added to and never changed.
``dossier_state`` and ``planned_stop`` follow from them and can be made anew at any time.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from planner.store.moment import Moment

REVISION = "0002"
"""The migration that these tables are the result of."""
GENERATION = 2
"""What ``about`` says; programs from before there were migrations read nothing else."""

metadata = MetaData()

about = Table(
    "about",
    metadata,
    Column("schema_version", Integer, nullable=False),
)

import_batch = Table(
    "import_batch",
    metadata,
    Column("batch_id", Integer, primary_key=True),
    Column("imported_at", Moment, nullable=False),
    Column("body", Text, nullable=False),
    Column("sha256", String(64)),
)

dossier = Table(
    "dossier",
    metadata,
    Column("dossier_id", String, primary_key=True),
    Column("batch_id", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

coach = Table(
    "coach",
    metadata,
    Column("coach_id", String, primary_key=True),
    Column("body", Text, nullable=False),
)

shift = Table(
    "shift",
    metadata,
    Column("shift_id", String, primary_key=True),
    Column("week", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

creditor = Table(
    "creditor",
    metadata,
    Column("creditor_id", String, primary_key=True),
    Column("body", Text, nullable=False),
)

call_evening = Table(
    "call_evening",
    metadata,
    Column("evening_id", String, primary_key=True),
    Column("date", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

referral_place = Table(
    "referral_place",
    metadata,
    Column("place_id", String, primary_key=True),
    Column("body", Text, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("override_id", String(36), nullable=False, unique=True),
    Column("dossier_id", String, nullable=False, index=True),
    Column("recorded_at", Moment, nullable=False),
    Column("body", Text, nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("event_id", String(36), nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("dossier_id", String, nullable=False, index=True),
    Column("happened_at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("body", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("flag", String),
)

plan = Table(
    "plan",
    metadata,
    Column("plan_id", Integer, primary_key=True),
    Column("week", String, nullable=False, index=True),
    Column("made_at", Moment, nullable=False),
    Column("body", Text, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("week", "version", name="plan_week_version"),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", String, nullable=False),
    Column("what", String, nullable=False),
    Column("subject", String, nullable=False),
)

dossier_state = Table(
    "dossier_state",
    metadata,
    Column("dossier_id", String, primary_key=True),
    Column("state", String, nullable=False, index=True),
    Column("not_before", Date),
    Column("last_event", String(36)),
    Column("rules", String, nullable=False),
)

planned_stop = Table(
    "planned_stop",
    metadata,
    Column("plan_id", Integer, primary_key=True, autoincrement=False),
    Column("shift_id", String, primary_key=True),
    Column("dossier_id", String, primary_key=True),
    Column("is_reserve", Boolean, nullable=False),
    Index("planned_stop_shift_dossier", "shift_id", "dossier_id"),
)

APPEND_ONLY = (event, plan, decision, import_batch, audit)
"""What is never changed or removed; triggers hold it."""
