"""The tables as they were before there were migrations.

A record of that time has them already: they are taken over as they are, and what it lacks is added.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_tables = sa.MetaData()
_about = sa.Table("about", _tables, sa.Column("schema_version", sa.Integer, nullable=False))
sa.Table(
    "import_batch",
    _tables,
    sa.Column("batch_id", sa.Integer, primary_key=True),
    sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
)
sa.Table(
    "dossier",
    _tables,
    sa.Column("dossier_id", sa.String, primary_key=True),
    sa.Column("batch_id", sa.Integer, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
)
sa.Table(
    "shift",
    _tables,
    sa.Column("shift_id", sa.String, primary_key=True),
    sa.Column("week", sa.String, nullable=False, index=True),
    sa.Column("body", sa.Text, nullable=False),
)
sa.Table(
    "call_evening",
    _tables,
    sa.Column("evening_id", sa.String, primary_key=True),
    sa.Column("date", sa.String, nullable=False, index=True),
    sa.Column("body", sa.Text, nullable=False),
)
for _name, _key in (("coach", "coach_id"), ("creditor", "creditor_id"), ("referral_place", "place_id")):
    sa.Table(
        _name,
        _tables,
        sa.Column(_key, sa.String, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
sa.Table(
    "decision",
    _tables,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("override_id", sa.String(36), nullable=False, unique=True),
    sa.Column("dossier_id", sa.String, nullable=False, index=True),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
)
sa.Table(
    "event",
    _tables,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("event_id", sa.String(36), nullable=False, unique=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("dossier_id", sa.String, nullable=False, index=True),
    sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
)
sa.Table(
    "plan",
    _tables,
    sa.Column("plan_id", sa.Integer, primary_key=True),
    sa.Column("week", sa.String, nullable=False, index=True),
    sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
)


def upgrade() -> None:
    """Create what is missing."""
    connection = op.get_bind()
    _tables.create_all(connection)
    if connection.execute(_about.select()).first() is None:
        connection.execute(_about.insert().values(schema_version=1))


def downgrade() -> None:
    """Refuse: before this step there is no record, and nothing that was recorded is thrown away."""
    raise RuntimeError("Before the first step there is no record to go back to.")
