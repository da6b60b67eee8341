// What the views show: the card of one door, the list, the strip under the map.

const FLAGS = {
  must: ["flag", "Moet vanavond"],
  pair: ["pair", "Met twee"],
};

function flagsOf(door) {
  const flags = Object.entries(FLAGS)
    .filter(([name]) => door[name])
    .map(([name, [sign, words]]) => make("li", "flag flag-" + name, icon(sign), words));
  if (door.appointment) {
    flags.push(make("li", "flag flag-appointment", icon("appointment"), "Afspraak " + clock(door.appointment)));
  }
  if (door.language) flags.push(make("li", "flag flag-language", icon("language"), door.language));
  return flags;
}

// The same flags inside a button, where a list may not stand.
function flagSpans(flags) {
  return flags.map((flag) => make("span", flag.className, ...flag.childNodes));
}

// A house number stays in one piece at the end of a line.
function addressParts(address) {
  const cut = address.lastIndexOf(" ") + 1;
  const number = address.slice(cut);
  return cut && number.length <= 9 ? [address.slice(0, cut), make("span", "number-part", number)] : [address];
}

function goneBand(door) {
  return door.gone ? make("p", "unsafe", icon("warning"), make("span", "", make("strong", "", "Niet meer gaan: "), door.gone)) : null;
}

function unsafeBand(door) {
  return door.unsafe ? make("p", "unsafe", icon("warning"), make("span", "", make("strong", "", "Let op: "), door.unsafe)) : null;
}

function travelText(sheet, leg) {
  return leg.travel < 30 ? "direct ernaast" : minutes(leg.travel) + " " + sheet.travelWord;
}

function distanceText(metres) {
  if (metres < 950) return Math.round(metres / 50) * 50 + " m";
  return (metres / 1000).toFixed(1).replace(".", ",") + " km";
}

function legText(sheet, leg) {
  return leg.travel < 30 || leg.metres < 25 ? travelText(sheet, leg) : travelText(sheet, leg) + " · " + distanceText(leg.metres);
}

function facts(door) {
  const rows = [
    ["Aanbellen", door.access],
    ["Bewoner", door.resident],
    ["Waarom", door.why],
  ];
  const list = make("dl", "facts");
  for (const [label, text] of rows) {
    if (text) list.append(make("dt", "", label), make("dd", "", text));
  }
  if (door.attempts) {
    const tries = door.attempts.map((text) => make("li", "", text));
    list.append(make("dt", "", "Eerder"), make("dd", "", make("ul", "tries", ...tries)));
  }
  return list;
}

function titleOf(sheet, card) {
  const last = sheet.stops.length;
  if (card < last) return "Stop " + (card + 1) + " van " + last;
  if (card === last) return last ? "Einde van de route" : "Geen bezoeken";
  return "Reserve " + (card - last) + " van " + sheet.reserve.length;
}

// The card of a stop or reserve. `act` has what its buttons do: tick, copy, words.
function doorCard(sheet, card, row, ticked, act) {
  const door = doorAt(sheet, card);
  const title = make("h2", "card-title", titleOf(sheet, card));
  title.id = "title-nu";
  title.tabIndex = -1;
  const tick = button("button tick", act.tick, icon("check"), ticked ? "Hier geweest (ongedaan maken)" : "Hier geweest");
  tick.setAttribute("aria-pressed", String(ticked));
  tick.id = "tick";
  const when = row ? make("span", "when-time", clock(door.begin)) : make("span", "card-sub", door.chance || "zonder vaste tijd");
  return [
    make("div", "card-head", when, title),
    row ? timeLine(sheet, door, row) : null,
    make("p", "address", ...addressParts(door.address)),
    door.town ? make("p", "town", door.town) : null,
    goneBand(door),
    unsafeBand(door),
    make("ul", "flags", ...flagsOf(door)),
    facts(door),
    make(
      "div",
      "card-buttons",
      button("button", act.words, icon("talk"), "Wat zeg ik?"),
      button("button", act.copy, icon("copy"), "Kopieer adres"),
      tick,
    ),
    make("p", "quiet", "Een vinkje staat alleen op dit toestel. De uitkomst leg je vast in het scherm Vanavond."),
    make("p", "quiet dossier", "dossier " + door.dossier),
  ];
}

function timeLine(sheet, stop, row) {
  const line = make("p", "when", make("span", "", "tot " + clock(stop.leave)), make("span", "", legText(sheet, stop.leg)));
  if (!row.done && Math.abs(row.begin - stop.begin) >= LATE_S) {
    line.append(make("span", "when-now", "nu verwacht rond " + clock(row.begin)));
  }
  return line;
}

// The last card: the way home, or that there is nothing to do.
function endCard(sheet, doneCount) {
  const total = sheet.stops.length;
  const title = make("h2", "card-title", titleOf(sheet, total));
  title.id = "title-nu";
  title.tabIndex = -1;
  const parts = [make("div", "card-head", title)];
  if (total) {
    parts.push(make("p", "address", sheet.to.name));
    if (sheet.home) parts.push(make("p", "town", legText(sheet, sheet.home) + " · terug uiterlijk " + clock(sheet.end)));
    parts.push(make("p", "lead", doneCount + " van " + total + " afgevinkt op dit toestel."));
    parts.push(make("p", "", "Leg elke uitkomst vast in het scherm Vanavond. Verwijder daarna dit bestand van je toestel."));
  } else {
    parts.push(make("p", "lead", "Er staan geen bezoeken op deze route. Vraag het na bij de planner als je er wel verwacht."));
  }
  if (sheet.reserve.length) parts.push(make("p", "", "Tijd over? Onder Volgende staan reserveadressen."));
  return parts;
}

function doorAt(sheet, card) {
  const last = sheet.stops.length;
  return card < last ? sheet.stops[card] : card === last ? null : sheet.reserve[card - last - 1];
}

function listRow(sheet, card, row, ticked, current, open) {
  const door = doorAt(sheet, card);
  const reserve = card > sheet.stops.length;
  const number = make("span", "number" + (ticked ? " number-done" : ""), ticked ? icon("check") : reserve ? "R" + (card - sheet.stops.length) : card + 1);
  const time = reserve ? null : make("span", "list-time", clock(door.begin));
  const text = make(
    "span",
    "list-text",
    make("span", "list-address", ...addressParts(door.address)),
    make("span", "list-sub", door.resident || door.town),
    door.chance ? make("span", "list-sub", door.chance) : null,
  );
  const words = flagSpans(flagsOf(door));
  if (door.gone) words.push(make("span", "flag flag-unsafe", icon("warning"), "Niet meer gaan"));
  if (door.unsafe) words.push(make("span", "flag flag-unsafe", icon("warning"), "Let op"));
  if (ticked) words.push(make("span", "flag flag-done", "Hier geweest"));
  else if (row && !row.fits) words.push(make("span", "flag flag-missed", "Past niet meer"));
  if (words.length) text.append(make("span", "flags", ...words));
  const element = button("list-row" + (ticked ? " is-done" : "") + (current ? " is-current" : ""), () => open(card), number, text, time);
  if (current) element.setAttribute("aria-current", "step");
  return make("li", "", element);
}

function placeRow(time, place, words) {
  return make("li", "list-place", icon("home"), make("span", "list-text", make("span", "list-address", place.name), make("span", "list-sub", words)), make("span", "list-time", clock(time)));
}

function legRow(sheet, leg) {
  return make("li", "list-leg", legText(sheet, leg));
}

// The strip under the map: one stop, and the way to the next.
function miniStrip(sheet, card, ticked, act) {
  const door = doorAt(sheet, card);
  const stop = card < sheet.stops.length;
  const head = stop ? clock(door.begin) + " · stop " + (card + 1) + " van " + sheet.stops.length : titleOf(sheet, card);
  const name = door ? door.address : sheet.stops.length ? sheet.to.name : "";
  const flags = door ? flagsOf(door) : [];
  if (door && door.gone) flags.push(make("li", "flag flag-unsafe", icon("warning"), "Niet meer gaan"));
  if (door && door.unsafe) flags.push(make("li", "flag flag-unsafe", icon("warning"), "Let op"));
  const text = button("mini-text", act.open, make("span", "mini-head", head + (ticked ? " · geweest" : "")), make("span", "mini-address", ...addressParts(name)));
  const back = button("button square", act.back, icon("back"));
  const on = button("button square", act.on, icon("on"));
  back.setAttribute("aria-label", "Vorige");
  on.setAttribute("aria-label", "Volgende");
  back.disabled = card === 0;
  on.disabled = card >= sheet.stops.length + sheet.reserve.length;
  return [back, text, on, make("ul", "flags", ...flags)];
}

function legendOf(sheet) {
  const doors = [...sheet.stops, ...sheet.reserve];
  const rows = [
    ["legend-stop", "1", "bezoek", sheet.stops.length > 0],
    ["legend-next", "", "rit hierheen", sheet.stops.length > 0],
    ["legend-flag", icon("flag"), "moet", doors.some((door) => door.must)],
    ["legend-reserve", "R", "reserve", sheet.reserve.length > 0],
  ];
  return rows.filter((row) => row[3]).map(([name, sign, words]) => make("li", "", make("span", name, sign), words));
}
