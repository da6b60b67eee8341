"""Make the sample week: 240 invented dossiers, a team of five and fourteen evenings in Nootdorp.

    python sample_data/make_sample.py [--seed N] [--out FOLDER]

The streets are real, the people and the doors are not: house numbers are far above those in use there. The
same seed gives the same bytes. What is wrong on purpose in the set is the table ``KINDS``.
"""

from __future__ import annotations

import argparse
import csv
import random
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Row = dict[str, str]


def words(text: str) -> tuple[str, ...]:
    """Return the items of a list written with commas, over any number of lines."""
    return tuple(" ".join(item.split()) for item in text.split(","))


TODAY = date(2026, 11, 29)
SEED = 49
HOUSE_NUMBERS = range(401, 700)
CITY = "Nootdorp"
MISSPELT = "Dorpstraat"
STREETS = words(
    """
    Aardaker, Akelei, Ambachtshof, Azalea, Bartholomeuslaan, Berkenhof, Bernard Zweersstraat,
    Blauweregenlaan, Boissotstraat, Bromelia, Burgemeester Winkellaan, Dakota, Damastbloem, Daslook, De
    Doelen, Delflandstraat, Dokter Bakkerenlaan, Dominee C. Spoorlaan, Dorpsstraat, Drafbaan, Dravik,
    Droppinghof, Duizendschoon, Egelantier, Elzenhof, Ereprijs, Fellowshiplaan, Fonteinkruid,
    Friendshipring, Ganzerik, Geerweg, Gentiaan, Hagelaan, Hercules, Herfsttijloos, Hof van Brasser, Hof van
    Delftstraat, Hof van Leiden, Hof van Naeltwijck, Hof van Polanen, Hof van Teijlingen, Hof van Wassenaer,
    Hofweegenstraat, Hoornblad, Jeneverbes, Kamperfoeliehof, Karel Doormanstraat, Keizerskroon, Kerkweg,
    Kievitsbloem, Koningin Julianastraat, Koningin Wilhelminastraat, Koningsvaren, Kooikerlaan,
    Krabbescheer, Kruisweg, Laan van Nootdorp, Larixlaan, Legakker, Liesgras, Lindenhof, Lisdodde,
    Maagdenpalm, Margriet, Margrijhof, Meeuwenbeemd, Meidoornlaan, Molenweg, Neogotiekhof, Noordeinde,
    Oosteinde, Operatie Mannahof, Petunia, Pijlkruid, Pinksterbloem, President Kennedystraat, Ratelaar,
    Ridderspoor, Schiphollaan, Schuylenburgh, Sleutelbloem, Spitfire, Sportlaan, Startbaan, Sytwinde,
    Tormentil, Trapveld, Turfakker, Valeriaan, Veenakker, Veenderij, Veenweg, Veldbloemlaan,
    Verkeerstorenlaan, Vliehors, Voorstraat, Vrijenbansestraat, Waddenzee, Walstro, Waterdrieblad,
    Waterlelie, Welschaplaan, Zeedistel, Zegge, Zestienhovenlaan, Zonnedauw, Zuster Gerarduslaan,
    Zwanenburch, 's-Gravenweg
    """
)
SURNAMES = words(
    """
    de Jong, Jansen, de Vries, van den Berg, Bakker, Visser, Smit, Meijer, de Boer, Mulder, Bos, Vos,
    Peters, Hendriks, van Leeuwen, Dekker, Brouwer, de Wit, Dijkstra, Smits, de Graaf, van der Meer, Kok,
    Jacobs, Vermeulen, van Vliet, van der Linden, Huisman, Postma, van 't Hof, Scholten, Prins, Kuipers,
    Yılmaz, Kaya, Demir, Şahin, Öztürk, El Amrani, Bouzid, Aït Taleb, Benali, Haddad, Al-Khatib, Darwish,
    Nasser, Ramdin, Bhagwandas, Soerdjan, Pinas, Kartowidjojo, Martina, Croes, Wever, Kowalska, Nowak,
    Wiśniewski, Popescu, Ivanova, Kovalenko, Tesfaye, Abdi, Osman, Mensah, Okafor, Silva, Fernandes, Rossi,
    Nguyễn, Chen, Pattiasina, Tahitu, Singh, Rahimi, Karimi
    """
)
INITIALS = (*"ABCDEFGHIJKLMNOPRSTVWYZ", "J.M", "M.A", "A.C", "S.R", "C.J", "F.E", "L.W")
ARREARS = {  # column: share of the dossiers that owe it, euros from and to
    "arrears_housing": (0.55, 380, 3400),
    "arrears_energy": (0.46, 140, 1500),
    "arrears_water": (0.24, 78, 270),
    "arrears_health": (0.42, 150, 1350),
    "arrears_municipality": (0.13, 95, 700),
    "arrears_other": (0.10, 90, 900),
}
CREDITORS = {  # column: the creditor in creditors.csv
    "arrears_housing": "WONEN",
    "arrears_energy": "STROOM",
    "arrears_water": "WATER",
    "arrears_health": "ZORG",
}
SIGNALS = ("crisis", "children", "children", "young_or_pension", "young_or_pension|children")
DOSSIER_COLUMNS = words(
    """
    dossier_id, resident, street, house_number, addition, postcode, city, phone, language, arrears_housing,
    arrears_energy, arrears_water, arrears_health, arrears_municipality, arrears_other, arrears_since,
    registered_on, reminder_sent_on, letters_on, messages_on, calls_at, visits_at, cards_at, reached_on,
    creditors, earlier_signals, signals, summons_on, eviction_on, cutoff_on, paid_on, objection_on,
    opted_out, unsafe, needs_pair, appointment_at, appointment_coach, access_note, note
    """
)
COACH_COLUMNS = ("coach_id", "name", "travel_mode", "languages")
SHIFT_COLUMNS = words(
    """
    shift_id, date, start, end, coach_ids, start_street, start_number, start_city, end_street, end_number,
    end_city
    """
)
COACHES = (
    ("C1", "Samira", "car", "nl|ar"),
    ("C2", "Joost", "bicycle", "nl|en"),
    ("C3", "Marijke", "car", "nl"),
    ("C4", "Kasia", "bicycle", "nl|pl"),
    ("C5", "Desmond", "car", "nl|en"),
)
OFFICE = ("Laan van Nootdorp", 452)
HOMES = {
    "C1": ("Sytwinde", 418),
    "C2": ("Kievitsbloem", 433),
    "C3": ("Oosteinde", 461),
    "C4": ("Hof van Leiden", 407),
    "C5": ("Startbaan", 440),
}
# Day of the week (0 = Monday 30 November) and who works; two names are a fixed pair.
EVENINGS = (
    (0, "C1"), (0, "C2"), (0, "C3"), (0, "C4"),
    (1, "C1"), (1, "C3|C5"), (1, "C2"), (1, "C4"),
    (2, "C2"), (2, "C5"), (2, "C4"),
    (3, "C1"), (3, "C3"), (3, "C5"),
)  # fmt: skip
ACCESS_NOTES = (
    "Bel bij de zijdeur.",
    "Galerij, tweede verdieping; de lift is stuk.",
    "De bel doet het niet, klop op het raam.",
    "Hond in de voortuin, blijf bij het hek.",
    "Toegang via de achterzijde van het hof.",
    "Portiek, bel bij de bovenste knop.",
    "Poort naast de garage, daarna links.",
)
NOTES = (
    "Werkt in ploegendienst, vaak laat thuis.",
    "Buurvrouw neemt soms post aan.",
    "Belde eerder zelf terug na een kaartje.",
    "Is na acht uur liever niet gestoord.",
    "Kreeg in het voorjaar hulp bij de belasting.",
)


def dutch(day: date) -> str:
    """Return a day as ``dd-mm-jjjj``."""
    return f"{day:%d-%m-%Y}"


def euros(cents: int) -> str:
    """Return an amount as ``1.250,50``."""
    return f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}"


def workday(day: date) -> date:
    """Return the day, or the Monday after it in a weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)


def call(rng: random.Random, day: date, hours: Sequence[int]) -> str:
    """Return the moment of a call on a working day within some hours."""
    at = datetime.combine(workday(day), time(rng.choice(hours), rng.randrange(0, 60, 5)))
    return f"{at:%d-%m-%Y %H:%M}"


def owed(rng: random.Random) -> Row:
    """Return one or more arrears; most households owe one or two."""
    columns = [column for column, (share, _, _) in ARREARS.items() if rng.random() < share]
    columns = columns or [rng.choice(list(ARREARS)[:4])]
    return {
        column: euros(rng.randrange(ARREARS[column][1] * 100, ARREARS[column][2] * 100)) for column in columns
    }


def contacts(rng: random.Random, registered: date) -> Row:
    """Return what was tried so far: reminder, letters, sometimes a message, calls on two day parts."""
    reminder = workday(registered + timedelta(days=rng.randint(2, 4)))
    letters = [reminder]
    if rng.random() < 0.4:
        letters.append(workday(reminder + timedelta(days=6)))
    calls = [
        call(rng, registered + timedelta(days=rng.randint(6, 9)), (9, 10, 11, 14, 15, 16)),
        call(rng, registered + timedelta(days=rng.randint(10, 13)), (18, 19)),
    ]
    row = {
        "reminder_sent_on": dutch(reminder),
        "letters_on": "|".join(map(dutch, letters)),
        "calls_at": "|".join(calls),
    }
    if rng.random() < 0.55:
        row["messages_on"] = dutch(workday(registered + timedelta(days=7)))
    return row


def household(rng: random.Random, phone: int) -> Row:
    """Return a dossier that may be visited, with a phone number that nobody has."""
    registered = workday(TODAY - timedelta(days=rng.randint(18, 46)))
    street = rng.choice(STREETS)
    row = {
        "resident": f"{rng.choice(INITIALS)}. {rng.choice(SURNAMES)}",
        "street": street,
        "house_number": str(rng.choice(HOUSE_NUMBERS)),
        "city": CITY,
        "phone": f"06-0000{phone:04d}",
        "language": "nl",
        **owed(rng),
        "arrears_since": dutch(TODAY - timedelta(days=rng.randint(64, 210))),
        "registered_on": dutch(registered),
        **contacts(rng, registered),
        "earlier_signals": rng.choice("000112"),
        "opted_out": "nee",
        "unsafe": "nee",
        "needs_pair": "nee",
    }
    if rng.random() < 0.12:
        row |= {"phone": "", "calls_at": ""}
    if rng.random() < 0.30:
        row["signals"] = rng.choice(SIGNALS)
    if rng.random() < 0.08:
        row["addition"] = rng.choice("ABC")
    if rng.random() < 0.05:
        row["access_note"] = rng.choice(ACCESS_NOTES)
    if rng.random() < 0.07:
        row["note"] = rng.choice(NOTES)
    return row


def changed(**cells: str) -> Callable[[random.Random, Row], Row]:
    """Return a change that puts fixed texts in cells."""
    return lambda _rng, row: row | cells


def hardly_called(rng: random.Random, row: Row) -> Row:
    """Return the dossier of somebody with a number who was not called on two day parts yet."""
    day = date(2026, 11, 24)
    morning = [call(rng, day, (9, 10)), call(rng, day + timedelta(days=2), (10, 11))]
    return row | {"phone": row["phone"] or "06-00009999", "calls_at": "|".join(morning[: rng.randrange(3)])}


def small(rng: random.Random, row: Row) -> Row:
    """Return the dossier with one arrear too small for a visit."""
    return row | dict.fromkeys(ARREARS, "") | {"arrears_water": euros(rng.randrange(2800, 7400))}


def one_signal(rng: random.Random, row: Row) -> Row:
    """Return the dossier with one young arrear and nothing else but silence."""
    calls = [call(rng, date(2026, 11, 19), (10, 14)), call(rng, date(2026, 11, 24), (18, 19))]
    return (
        row
        | dict.fromkeys(ARREARS, "")
        | {
            "phone": row["phone"] or "06-00009998",
            "calls_at": "|".join(calls),
            "arrears_health": euros(rng.randrange(15000, 42000)),
            "arrears_since": dutch(TODAY - timedelta(days=rng.randint(48, 58))),
            "earlier_signals": "0",
            "signals": "",
        }
    )


def reached(rng: random.Random, row: Row) -> Row:
    """Return the dossier of somebody who called back or was spoken to last week."""
    return row | {"reached_on": rng.choice(("27-11-2026", "28-11-2026"))}


def visited(rng: random.Random, row: Row) -> Row:
    """Return the dossier with one visit before, when nobody was home and a card was left."""
    at = call(rng, date(2026, 11, 24) + timedelta(days=rng.randrange(4)), (18, 19))
    return row | {"visits_at": at, "cards_at": at}


# What is special, how many dossiers have it, and the change that makes it so.
KINDS: tuple[tuple[str, int, Callable[[random.Random, Row], Row]], ...] = (
    ("missing house number", 1, changed(house_number="")),
    ("misspelt street", 1, changed(street=MISSPELT)),
    ("paid", 1, changed(paid_on="24-11-2026")),
    ("objection", 1, changed(objection_on="19-11-2026")),
    ("known as unsafe", 1, changed(unsafe="ja")),
    ("wants no visit", 1, changed(opted_out="ja")),
    ("summons next week, Tuesday", 1, changed(summons_on="08-12-2026")),
    ("summons next week, Wednesday", 1, changed(summons_on="09-12-2026")),
    ("summons next week, Friday", 1, changed(summons_on="11-12-2026")),
    ("needs a pair", 2, changed(needs_pair="ja")),
    ("appointment", 1, changed(appointment_at="02-12-2026 18:30", appointment_coach="C5")),
    ("speaks Arabic", 2, changed(language="ar")),
    ("speaks Polish", 2, changed(language="pl")),
    ("one door", 2, changed(street="Fonteinkruid", house_number="437", addition="")),
    ("hardly called", 16, hardly_called),
    ("small amount", 8, small),
    ("one signal", 10, one_signal),
    ("reached last week", 8, reached),
    ("no reminder", 5, changed(reminder_sent_on="", letters_on="")),
    ("visited before", 10, visited),
)
DOSSIERS = 240


def dossiers(rng: random.Random) -> list[Row]:
    """Return all dossiers, the special ones scattered between the plain ones."""
    postcodes = {
        street: f"26{rng.choice((31, 32))} {rng.choice('ABCDEGHJK')}{rng.choice('ABCDEGHJK')}"
        for street in STREETS
    }
    postcodes[MISSPELT] = postcodes["Dorpsstraat"]
    changes = [change for _, count, change in KINDS for _ in range(count)]
    changes += [changed()] * (DOSSIERS - len(changes))
    rng.shuffle(changes)
    phones = rng.sample(range(9000), DOSSIERS)
    doors: set[tuple[str, str, str]] = {("Fonteinkruid", "437", "")}
    rows = []
    for number, (phone, change) in enumerate(zip(phones, changes, strict=True), start=1):
        row = household(rng, phone)
        while door_of(row) in doors:
            row["house_number"] = str(int(row["house_number"]) + 1)
        doors.add(door_of(row))
        row = change(rng, row) | {"dossier_id": f"D-{number:04d}"}
        owes = [creditor for column, creditor in CREDITORS.items() if row.get(column)]
        rows.append(row | {"postcode": postcodes[row["street"]], "creditors": "|".join(owes)})
    return rows


def door_of(row: Row) -> tuple[str, str, str]:
    """Return what makes a door one door."""
    return row["street"], row["house_number"], row.get("addition", "")


def coaches() -> list[Row]:
    """Return the team."""
    return [dict(zip(COACH_COLUMNS, coach, strict=True)) for coach in COACHES]


def shifts() -> list[Row]:
    """Return the evenings; who drives starts at the office, who cycles at home, and all end at home."""
    rows = []
    modes = {coach_id: mode for coach_id, _, mode, _ in COACHES}
    for number, (weekday, coach_ids) in enumerate(EVENINGS, start=1):
        first = coach_ids.split("|")[0]
        start = HOMES[first] if modes[first] == "bicycle" else OFFICE
        place = [*start, CITY, *HOMES[first], CITY]
        day = dutch(TODAY + timedelta(days=1 + weekday))
        cells = [f"A{number:02d}", day, "17:00", "21:00", coach_ids, *map(str, place)]
        rows.append(dict(zip(SHIFT_COLUMNS, cells, strict=True)))
    return rows


def write(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows as CSV with ``;``, UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", delimiter=";", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def make(folder: Path, seed: int = SEED) -> None:
    """Write the three files of the sample week into a folder."""
    write(folder / "dossiers.csv", DOSSIER_COLUMNS, dossiers(random.Random(seed)))  # noqa: S311  # no secret
    write(folder / "coaches.csv", COACH_COLUMNS, coaches())
    write(folder / "shifts.csv", SHIFT_COLUMNS, shifts())


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Make the sample week.")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    arguments = parser.parse_args()
    make(arguments.out, arguments.seed)


if __name__ == "__main__":
    main()
