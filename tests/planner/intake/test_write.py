"""What is written reads back the same, and no spreadsheet takes it for a formula."""

import csv
import string
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.domain.dossier import (
    Appointment,
    Channel,
    Claim,
    ContactAttempt,
    CreditorKind,
    Dossier,
    LegalTrack,
    PreferredMoment,
    Signal,
)
from planner.domain.hint import Hint, HintSource
from planner.domain.place import Address
from planner.domain.staff import BudgetCoach, EveningShift, TravelMode
from planner.domain.week import AMSTERDAM
from planner.intake import (
    Problem,
    read_coaches,
    read_dossiers,
    read_shifts,
    write_coaches_csv,
    write_dossiers_csv,
    write_problems_csv,
    write_shifts_csv,
)
from planner.intake.formula import shield, unshield
from planner.intake.languages import CODES

# A slow or busy machine is no failure.
ANY_SPEED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Letters, marks, digits, signs and plain spaces; the awkward ones for CSV and spreadsheets often.
CHARACTERS = st.one_of(
    st.sampled_from("'=+-@;,\"| 0aé"), st.characters(categories=("L", "M", "N", "P", "S"), codec="utf-8")
)
LINES = st.text(CHARACTERS, max_size=20).map(str.strip)
NOTES = st.text(CHARACTERS | st.sampled_from("\n\t"), max_size=30).map(lambda text: text.strip(" \t\n"))
IDS = st.text(st.sampled_from(string.ascii_letters + string.digits + "-'=@"), min_size=1, max_size=6)
ADDITIONS = st.sampled_from(["", "A", "bis", "2", "hs-3"])
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
# No night hours: in the hour that comes twice in autumn, a wall clock time is two moments.
MOMENTS = st.builds(
    datetime.combine, DAYS, st.times(time(5), time(23, 59)).map(lambda t: t.replace(microsecond=0))
).map(lambda at: at.replace(tzinfo=AMSTERDAM))
CLOCKS = st.times().map(lambda t: t.replace(microsecond=0))
CHANNEL_ORDER = list(Channel)


HOURS = st.tuples(CLOCKS, CLOCKS).filter(lambda pair: pair[0] != pair[1]).map(sorted)
ATTEMPTS = st.one_of(
    st.builds(ContactAttempt, channel=st.sampled_from(Channel), at=MOMENTS),
    st.builds(ContactAttempt, channel=st.just(Channel.CALL), at=MOMENTS, reached=st.just(True)),
)
WEEKDAYS = st.frozensets(st.integers(0, 6))
HINTS = st.builds(
    lambda hours, **told: Hint(earliest=hours[0], latest=hours[1], **told),
    HOURS,
    source=st.sampled_from(HintSource),
    told_on=DAYS,
    home=st.booleans(),
    weekdays=WEEKDAYS,
)
PREFERRED = st.builds(
    lambda hours, weekdays: PreferredMoment(weekdays=weekdays, earliest=hours[0], latest=hours[1]),
    HOURS,
    WEEKDAYS,
)


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    postcode = draw(st.sampled_from(["", "2631AB", "9999ZZ"]))
    street = draw(LINES.filter(bool))
    return Address(street, draw(st.integers(1, 99999)), draw(ADDITIONS), postcode, draw(LINES))


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    amounts = draw(
        st.dictionaries(st.sampled_from(CreditorKind), st.integers(1, 100_000_000), min_size=1, max_size=6)
    )
    attempts = draw(st.lists(ATTEMPTS, max_size=6, unique_by=lambda a: (a.channel, a.at)))
    maybe_day = st.none() | DAYS
    return Dossier(
        dossier_id=draw(IDS),
        address=draw(addresses()),
        claims=tuple(
            Claim(creditor=kind, amount_cents=amounts[kind]) for kind in CreditorKind if kind in amounts
        ),
        arrears_since=draw(DAYS),
        registered_on=draw(DAYS),
        resident=draw(LINES),
        phone=draw(st.sampled_from(["", "06-00001234", "+31 6 0000 1234", "'+1"])),
        language=draw(st.sampled_from(sorted(CODES))),
        reminder_sent_on=draw(maybe_day),
        attempts=tuple(sorted(attempts, key=lambda a: (a.at, CHANNEL_ORDER.index(a.channel)))),
        reached_on=draw(maybe_day),
        earlier_signals=draw(st.integers(0, 999)),
        signals=frozenset(draw(st.sets(st.sampled_from(Signal)))),
        legal=LegalTrack(
            fourteen_day_letter_on=draw(maybe_day),
            summons_on=draw(maybe_day),
            eviction_on=draw(maybe_day),
            cutoff_on=draw(maybe_day),
        ),
        creditor_ids=tuple(draw(st.lists(IDS, max_size=3))),
        excluded=draw(st.booleans()),
        announced_on=draw(maybe_day),
        short_track=draw(st.booleans()),
        preferred=draw(st.none() | PREFERRED),
        hints=tuple(draw(st.lists(HINTS, max_size=3))),
        paid_on=draw(maybe_day),
        objection_on=draw(maybe_day),
        opted_out=draw(st.booleans()),
        unsafe=draw(st.booleans()),
        needs_pair=draw(st.booleans()),
        appointment=draw(st.none() | st.builds(Appointment, at=MOMENTS, coach_id=st.none() | IDS)),
        access_note=draw(NOTES),
        note=draw(NOTES),
    )


@ANY_SPEED
@given(st.lists(dossiers(), min_size=1, max_size=4, unique_by=lambda d: d.dossier_id.casefold()))
def test_dossiers_read_back_equal(tmp_path_factory: pytest.TempPathFactory, made: list[Dossier]):
    path = tmp_path_factory.getbasetemp() / "dossiers.csv"
    write_dossiers_csv(made, path)
    taken = read_dossiers(path)
    assert not taken.problems
    assert list(taken.rows) == made


@st.composite
def teams(draw: st.DrawFn) -> tuple[list[BudgetCoach], list[EveningShift]]:
    languages = st.frozensets(st.sampled_from(sorted(CODES)), min_size=1, max_size=3)
    coach = st.builds(
        BudgetCoach,
        coach_id=IDS,
        name=LINES.filter(bool),
        travel_mode=st.sampled_from(TravelMode),
        languages=languages,
    )
    coaches = draw(st.lists(coach, min_size=2, max_size=4, unique_by=lambda c: c.coach_id.casefold()))
    evenings = []
    for number in range(draw(st.integers(1, 4))):
        start = draw(st.times(time(0), time(12))).replace(microsecond=0)
        members = draw(st.lists(st.sampled_from(coaches), min_size=1, max_size=2, unique=True))
        evenings.append(
            EveningShift(
                shift_id=f"A{number}",
                date=date(2026, 11, 30) + timedelta(days=number),
                start=start,
                end=time(draw(st.integers(13, 23)), 59),
                coach_ids=tuple(member.coach_id for member in members),
                start_place=draw(addresses()),
                end_place=draw(addresses()),
            )
        )
    return coaches, evenings


@ANY_SPEED
@given(teams())
def test_a_team_reads_back_equal(
    tmp_path_factory: pytest.TempPathFactory, team: tuple[list[BudgetCoach], list[EveningShift]]
):
    coaches, evenings = team
    folder = tmp_path_factory.getbasetemp()
    write_coaches_csv(coaches, folder / "coaches.csv")
    write_shifts_csv(evenings, folder / "shifts.csv")
    taken = read_coaches(folder / "coaches.csv")
    assert (list(taken.rows), taken.problems) == (coaches, ())
    assert list(read_shifts(folder / "shifts.csv", taken.rows).rows) == evenings


def test_moments_in_another_zone_are_written_as_local_time(tmp_path: Path):
    path = tmp_path / "dossiers.csv"
    at = datetime(2026, 11, 3, 17, 30, tzinfo=ZoneInfo("UTC"))
    made = Dossier(
        dossier_id="D-1",
        address=Address("Dorpsstraat", 14),
        claims=(Claim(creditor=CreditorKind.WATER, amount_cents=5),),
        arrears_since=date(2026, 8, 1),
        registered_on=date(2026, 9, 1),
        attempts=(ContactAttempt(channel=Channel.CALL, at=at),),
    )
    write_dossiers_csv([made], path)
    assert "2026-11-03 18:30" in path.read_text(encoding="utf-8-sig")
    assert read_dossiers(path).rows[0].attempts[0].at == at


def test_claims_of_one_kind_of_creditor_become_one_amount(tmp_path: Path):
    path = tmp_path / "dossiers.csv"
    claim = Claim(creditor=CreditorKind.HEALTH, amount_cents=1050)
    made = Dossier(
        dossier_id="D-1",
        address=Address("Dorpsstraat", 14),
        claims=(claim, claim),
        arrears_since=date(2026, 8, 1),
        registered_on=date(2026, 9, 1),
    )
    write_dossiers_csv([made], path)
    assert read_dossiers(path).rows[0].amount_cents == 2100


def read_back(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.mark.parametrize("value", ["=1+1", "+31", "-5", "@SUM(A1)", "\t=1", "\r=1", "'=1"])
def test_a_problem_cannot_become_a_formula(tmp_path: Path, value: str):
    path = tmp_path / "problems.csv"
    write_problems_csv([Problem(value, 2, value, value, value, value)], path)
    (row,) = read_back(path)
    assert {row[name] for name in ("file", "column", "value", "sentence", "dossier_id")} == {"'" + value}
    assert (row["row"], row["refused"]) == ("2", "ja")


def test_problems_open_in_a_spreadsheet(tmp_path: Path):
    path = tmp_path / "problems.csv"
    write_problems_csv([Problem("x.csv", 1, "hobby", "hobby", 'een; "twee"\ndrié', refused=False)], path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbffile;row;column;value;sentence;dossier_id;refused\r\n")
    assert read_back(path)[0]["sentence"] == 'een; "twee"\ndrié'
    assert read_back(path)[0]["refused"] == "nee"


def test_no_problems_give_a_header_only(tmp_path: Path):
    write_problems_csv([], tmp_path / "problems.csv")
    assert read_back(tmp_path / "problems.csv") == []


@ANY_SPEED
@given(st.text(st.sampled_from("'=+-@\t\ra"), max_size=8))
def test_a_shielded_text_is_safe_and_comes_back(text: str):
    assert shield(text)[:1] not in set("=+-@\t\r")
    assert unshield(shield(text)) == text
