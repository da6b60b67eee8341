"""Versions of plans, digests of imports, flags, the audit, and what follows from the log.

Moments were kept on SQLite as Dutch local time without a zone, in which 02:30 exists twice on one night; from
here on they are UTC. The moment of an event is read from the event itself, which always had its zone.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_LOCAL = ZoneInfo("Europe/Amsterdam")
_MOMENTS = (("import_batch", "batch_id", "imported_at"), ("plan", "plan_id", "made_at"))
_RECORDED = (("event", "seq", "recorded_at"), ("decision", "seq", "recorded_at"))
_moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables and columns, and fill them from what is there."""
    _create()
    op.add_column("import_batch", sa.Column("sha256", sa.String(64)))
    op.add_column("event", sa.Column("flag", sa.String))
    op.add_column("plan", sa.Column("version", sa.Integer))
    connection = op.get_bind()
    _number_plans(connection)
    _list_stops(connection)
    with op.batch_alter_table("plan") as plan:
        plan.alter_column("version", existing_type=sa.Integer, nullable=False)
        plan.create_unique_constraint("plan_week_version", ["week", "version"])
    if connection.dialect.name == "sqlite":
        for table, key, column in (*_MOMENTS, *_RECORDED):
            _shift(connection, table, key, column, _to_utc)
        _shift(connection, "event", "seq", "happened_at", _to_utc)
        _happened(connection)
    connection.execute(sa.text("UPDATE about SET schema_version = 2"))


def downgrade() -> None:
    """Take them away again: the log, the plans and the imports stay."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for table, key, column in (*_MOMENTS, *_RECORDED, ("event", "seq", "happened_at")):
            _shift(connection, table, key, column, _to_local)
    with op.batch_alter_table("plan") as plan:
        plan.drop_constraint("plan_week_version", type_="unique")
        plan.drop_column("version")
    with op.batch_alter_table("event") as event:
        event.drop_column("flag")
    with op.batch_alter_table("import_batch") as batch:
        batch.drop_column("sha256")
    for name in ("planned_stop", "dossier_state", "audit"):
        op.drop_table(name)
    connection.execute(sa.text("UPDATE about SET schema_version = 1"))


def _create() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("at", _moment, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
    )
    op.create_table(
        "dossier_state",
        sa.Column("dossier_id", sa.String, primary_key=True),
        sa.Column("state", sa.String, nullable=False, index=True),
        sa.Column("not_before", sa.Date),
        sa.Column("last_event", sa.String(36)),
        sa.Column("rules", sa.String, nullable=False),
    )
    op.create_table(
        "planned_stop",
        sa.Column("plan_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("shift_id", sa.String, primary_key=True),
        sa.Column("dossier_id", sa.String, primary_key=True),
        sa.Column("is_reserve", sa.Boolean, nullable=False),
        sa.Index("planned_stop_shift_dossier", "shift_id", "dossier_id"),
    )


def _number_plans(connection: sa.Connection) -> None:
    connection.execute(
        sa.text(
            "UPDATE plan SET version = (SELECT count(*) FROM plan AS earlier "
            "WHERE earlier.week = plan.week AND earlier.plan_id <= plan.plan_id)"
        )
    )


def _list_stops(connection: sa.Connection) -> None:
    rows = connection.execute(sa.text("SELECT plan_id, body FROM plan ORDER BY plan_id")).all()
    for plan_id, body in rows:
        stops = _stops(json.loads(body))
        if stops:
            connection.execute(
                sa.text("INSERT INTO planned_stop VALUES (:plan_id, :shift_id, :dossier_id, :is_reserve)"),
                [
                    {"plan_id": plan_id, "shift_id": shift, "dossier_id": dossier, "is_reserve": reserve}
                    for (shift, dossier), reserve in stops.items()
                ],
            )


def _stops(plan: dict[str, Any]) -> dict[tuple[object, object], bool]:
    found: dict[tuple[object, object], bool] = {}
    for route in plan["routes"]:
        shift = route["shift_id"]
        for dossier in _items(route.get("reserve")):
            found[shift, dossier] = True
        for stop in _items(route["stops"]):
            for dossier in (stop["dossier_id"], *_items(stop.get("joined"))):
                found[shift, dossier] = False
    return found


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _shift(
    connection: sa.Connection, table: str, key: str, column: str, change: Callable[[str], str]
) -> None:
    # Names come from the lists above, never from outside.
    rows = connection.execute(sa.text(f"SELECT {key}, {column} FROM {table}")).all()  # noqa: S608
    if rows:
        connection.execute(
            sa.text(f"UPDATE {table} SET {column} = :moment WHERE {key} = :key"),  # noqa: S608
            [{"key": row[0], "moment": change(row[1])} for row in rows],
        )


def _happened(connection: sa.Connection) -> None:
    rows = connection.execute(sa.text("SELECT seq, body FROM event")).all()
    if rows:
        connection.execute(
            sa.text("UPDATE event SET happened_at = :moment WHERE seq = :seq"),
            [{"seq": seq, "moment": _text(datetime.fromisoformat(json.loads(b)["at"]))} for seq, b in rows],
        )


def _to_utc(written: str) -> str:
    return _text(datetime.fromisoformat(written).replace(tzinfo=_LOCAL))


def _to_local(written: str) -> str:
    return _text(datetime.fromisoformat(written).replace(tzinfo=UTC), _LOCAL)


def _text(moment: datetime, zone: ZoneInfo | None = None) -> str:
    there = moment.astimezone(zone or UTC).replace(tzinfo=None)
    return there.strftime("%Y-%m-%d %H:%M:%S.%f")
