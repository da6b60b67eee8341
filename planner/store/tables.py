"""The tables; events and plans can be added to and never changed."""

from sqlalchemy import Column, DateTime, Engine, Integer, MetaData, String, Table, Text, text

SCHEMA_VERSION = 1

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
    Column("imported_at", DateTime(timezone=True), nullable=False),
    Column("body", Text, nullable=False),
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
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("body", Text, nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("event_id", String(36), nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("dossier_id", String, nullable=False, index=True),
    Column("happened_at", DateTime(timezone=True), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("body", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)

plan = Table(
    "plan",
    metadata,
    Column("plan_id", Integer, primary_key=True),
    Column("week", String, nullable=False, index=True),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("body", Text, nullable=False),
)

APPEND_ONLY = (event, plan, decision)


def create(engine: Engine) -> None:
    """Create what is missing, with the triggers that refuse to change or remove events and plans."""
    metadata.create_all(engine)
    with engine.begin() as connection:
        for table in APPEND_ONLY:
            for verb in ("UPDATE", "DELETE"):
                connection.execute(
                    text(
                        f"CREATE TRIGGER IF NOT EXISTS {table.name}_no_{verb.lower()} "
                        f"BEFORE {verb} ON {table.name} "
                        f"BEGIN SELECT RAISE(ABORT, '{table.name} is append-only'); END"
                    )
                )
        if connection.execute(about.select()).first() is None:
            connection.execute(about.insert().values(schema_version=SCHEMA_VERSION))
