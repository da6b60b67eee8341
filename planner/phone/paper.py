"""The plain list inside a sheet: what a printer prints, and what a phone without scripts shows.

Built as an element tree, so that every given text is a text node and never markup.
"""

from xml.etree.ElementTree import Element, SubElement, tostring

from planner.phone import words
from planner.phone.parts import Sheet, SheetDoor, SheetStop

# Boxes to tick on paper; the outcome itself is recorded in the app, from these notes.
PAPER_BOXES = ("niet thuis, kaart", "gesproken", "niet aangebeld")


def paper(sheet: Sheet) -> str:
    """Return the plain list of a sheet as HTML."""
    root = Element("section", {"class": "paper", "aria-labelledby": "paper-title"})
    head = SubElement(root, "header")
    _text(head, "h1", words.pair_words(sheet.coaches), "paper-coaches").set("id", "paper-title")
    _text(
        head,
        "p",
        f"{words.evening_words(sheet.date, sheet.start, sheet.end)} · {words.visits_words(len(sheet.stops))}",
    )
    _text(head, "p", "Kaart en knoppen werken hier niet. De lijst wel.", "paper-plain")
    _text(root, "p", f"Start {words.clock(sheet.start)}: {sheet.start_place.name}", "paper-place")
    if not sheet.stops:
        _text(root, "p", "Er staan geen bezoeken op deze route.")
    stops = SubElement(root, "ol", {"class": "paper-stops"})
    for number, stop in enumerate(sheet.stops, start=1):
        _stop(stops, sheet, number, stop)
    _text(root, "p", _end_words(sheet), "paper-place")
    if sheet.reserve:
        _text(root, "h2", "Reserve: alleen als er tijd over is")
        reserves = SubElement(root, "ol", {"class": "paper-stops"})
        for door in sheet.reserve:
            item = SubElement(reserves, "li")
            _text(item, "span", "R", "paper-number")
            _door(item, door, [words.chance_words(door.chance)] if door.chance is not None else [])
    _text(
        root,
        "p",
        "Vertrouwelijk. Leg elke uitkomst vast in het scherm Vanavond. Vernietig dit papier daarna.",
        "paper-foot",
    )
    return tostring(root, encoding="unicode", method="html")


def _end_words(sheet: Sheet) -> str:
    way = f" · {words.travel_words(sheet.home_leg.travel_s, sheet.travel_mode)}" if sheet.home_leg else ""
    return f"Klaar uiterlijk {words.clock(sheet.end)}: {sheet.end_place.name}{way}"


def _stop(parent: Element, sheet: Sheet, number: int, stop: SheetStop) -> None:
    item = SubElement(parent, "li")
    _text(item, "span", str(number), "paper-number")
    time = SubElement(item, "p", {"class": "paper-time"})
    _text(time, "strong", words.clock(stop.start_service))
    _text(time, "span", f"tot {words.clock(stop.depart)}")
    _text(time, "span", words.travel_words(stop.leg.travel_s, sheet.travel_mode))
    appointment = [f"Afspraak {words.clock(stop.appointment_at)}"] if stop.appointment_at else []
    _door(item, stop.door, appointment)


def _door(item: Element, door: SheetDoor, flags: list[str]) -> None:
    body = SubElement(item, "div", {"class": "paper-door"})
    _text(body, "h3", door.address.line)
    town = f"{words.postcode_words(door.address.postcode)} {door.address.city}".strip()
    _text(body, "p", " · ".join(part for part in (town, door.resident, door.language) if part))
    flags = flags + ["Moet vanavond"] * door.must + ["Met twee"] * door.needs_pair
    if flags:
        _text(body, "p", " · ".join(flags), "paper-flags")
    if door.gone:
        _text(body, "p", f"Niet meer gaan: {door.gone}", "paper-flags")
    if door.unsafe:
        _text(body, "p", f"Let op: {door.unsafe}", "paper-flags")
    if door.access_note:
        _text(body, "p", f"Aanbellen: {door.access_note}")
    if door.why:
        _text(body, "p", f"Waarom: {door.why}")
    if door.attempts:
        _text(body, "p", "Eerder: " + "; ".join(door.attempts))
    _text(body, "p", f"dossier {door.dossier_id}", "paper-small")
    boxes = SubElement(item, "ul", {"class": "paper-boxes"})
    for box in PAPER_BOXES:
        _text(boxes, "li", box)


def _text(parent: Element, tag: str, text: str, css_class: str = "") -> Element:
    element = SubElement(parent, tag, {"class": css_class} if css_class else {})
    # A lone surrogate (half a character from a broken file) cannot be written as UTF-8.
    element.text = text.encode("utf-8", "replace").decode()
    return element
