"""Files as bytes, good by default; a test names only what matters to it."""

from collections.abc import Sequence

DOSSIER = {
    "dossier_id": "D-1",
    "street": "Dorpsstraat",
    "house_number": "14",
    "arrears_housing": "1.250,50",
    "arrears_since": "20-08-2026",
    "registered_on": "09-11-2026",
}
COACH = {"coach_id": "C1", "name": "Samira", "travel_mode": "auto", "languages": "nl|ar"}
SHIFT = {
    "shift_id": "A01",
    "date": "30-11-2026",
    "start": "17:00",
    "end": "21:00",
    "coach_ids": "C1",
    "start_street": "Dorpsstraat",
    "start_number": "14",
    "start_city": "Nootdorp",
    "end_street": "Veenweg",
    "end_number": "20-A",
    "end_city": "Nootdorp",
}


def text_of(rows: Sequence[dict[str, str]], delimiter: str = ";") -> str:
    """The rows under one header, each cell exactly as given."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    return "".join(delimiter.join(cells) + "\n" for cells in lines)


def csv_of(*rows: dict[str, str], delimiter: str = ";") -> tuple[str, bytes]:
    return "bestand.csv", text_of(rows, delimiter).encode()


def dossier_file(*changes: dict[str, str]) -> tuple[str, bytes]:
    """One row per dict of changes, with ids D-1, D-2, ..."""
    return csv_of(*({**DOSSIER, "dossier_id": f"D-{n}", **change} for n, change in enumerate(changes, 1)))
