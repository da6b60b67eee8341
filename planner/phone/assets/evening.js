// The evening as a bar and a list: where the clock is, and what still fits.

const THIN = 0.055; // of the bar: a block without room for its number

// The evening from left to right; a block is a planned visit, hollow when it does not fit any more.
function timeBar(sheet, forecastNow, now) {
  const last = sheet.stops.length ? sheet.stops[sheet.stops.length - 1].leave : sheet.end;
  const [from, to] = [sheet.start, Math.max(sheet.end, last)];
  const percent = (moment) => (100 * (moment - from)) / (to - from) + "%";
  const parts = [];
  for (let hour = Math.ceil(from / 3600) * 3600; hour <= to; hour += 3600) {
    const line = make("span", "hour", make("span", "hour-text", clock(hour)));
    line.style.left = percent(hour);
    if (hour === from) line.classList.add("hour-first");
    if (hour === to) line.classList.add("hour-last");
    parts.push(line);
  }
  sheet.stops.forEach((stop, i) => {
    const row = forecastNow.rows[i];
    const share = Math.max(stop.leave - stop.begin, 60) / (to - from);
    const state = row.done ? " block-done" : row.fits ? "" : " block-missed";
    const block = make("span", "block" + state + (stop.must ? " block-must" : ""), share > THIN ? i + 1 : "");
    if (share <= THIN) block.classList.add("block-thin");
    block.style.left = percent(stop.begin);
    block.style.width = 100 * share + "%";
    parts.push(block);
  });
  if (forecastNow.phase === "live" && now <= to) {
    const marker = make("span", "now-line", make("span", "now-text", "nu " + clock(now)));
    marker.style.left = percent(now);
    if (now - from > (to - from) * 0.8) marker.classList.add("now-left");
    parts.push(marker);
  }
  return parts;
}

function timeRow(sheet, i, row, phase) {
  const stop = sheet.stops[i];
  const state = row.done ? "klaar" : !row.fits ? "past niet meer" : row.late ? "later dan de afspraak" : phase === "live" ? "past" : "";
  const style = row.done ? " is-done" : row.fits ? "" : " is-missed";
  return make(
    "li",
    "time-row" + style,
    make("span", "number" + (row.done ? " number-done" : row.fits ? "" : " number-missed"), row.done ? icon("check") : i + 1),
    make("span", "list-text", make("span", "list-address", ...addressParts(stop.address)), make("span", "flags", ...flagSpans(flagsOf(stop)))),
    make("span", "time-when", make("span", "list-time", row.done || !row.fits ? clock(stop.begin) : clock(row.begin)), make("span", "time-state", state)),
  );
}

function timeWords(sheet, { phase, rows }, now) {
  const left = rows.filter((row) => !row.done);
  const fits = left.filter((row) => row.fits).length;
  if (!rows.length) return "Er staan geen bezoeken op deze route.";
  if (phase === "past") return "Deze avond is voorbij.";
  if (phase === "ahead") return "Dit is de planning voor " + sheet.day + ". Op die avond loopt hier de klok mee.";
  if (!left.length) return "Alles is afgevinkt.";
  if (phase === "today") return "De avond begint om " + clock(sheet.start) + ". Zo is hij gepland.";
  if (now >= sheet.end) return "De avond is om. " + left.length + " nog niet afgevinkt.";
  if (fits === left.length) return fits === 1 ? "Nog 1 bezoek. Het past." : "Nog " + fits + " bezoeken. Ze passen allemaal.";
  return "Nog " + left.length + (left.length === 1 ? " bezoek: " : " bezoeken: ") + fits + (fits === 1 ? " past nog, " : " passen nog, ") + (left.length - fits) + " niet meer.";
}

function timeFoot({ phase, rows, spare }) {
  if (phase !== "live" || !rows.length) return "";
  const parts = ["Vink af waar je geweest bent, dan klopt deze tijd."];
  if (rows.some((row) => !row.done && !row.fits)) parts.push("Wat niet meer past, blijft open voor een volgende planning.");
  else if (spare >= 900) parts.push("Na het laatste bezoek heb je ongeveer " + Math.floor(spare / 300) * 5 + " minuten over.");
  return parts.join(" ");
}

function drawTime(sheet, outlook, now) {
  const words = timeWords(sheet, outlook, now);
  byId("time-words").textContent = words;
  const warning = byId("time-warning");
  warning.hidden = !outlook.musts.length || now >= sheet.end;
  const numbers = outlook.musts.map((i) => i + 1).join(" en ");
  const many = outlook.musts.length > 1;
  const text = "Stop " + numbers + (many ? " moeten vanavond en passen" : " moet vanavond en past") + " zo niet meer. Ga daar eerst heen.";
  fill(warning, icon("warning"), make("span", "", text));
  fill(byId("time-bar"), ...timeBar(sheet, outlook, now));
  byId("time-bar").setAttribute("aria-label", "De avond van " + clock(sheet.start) + " tot " + clock(sheet.end) + ". " + words);
  fill(byId("time-list"), ...sheet.stops.map((_, i) => timeRow(sheet, i, outlook.rows[i], outlook.phase)));
  byId("time-foot").textContent = timeFoot(outlook);
}
