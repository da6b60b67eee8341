// What still fits in the evening. Pure: the same sheet, ticks and moment give the same answer.
// Moments are seconds since 1970; the clock on screen is always that of Amsterdam.

const LATE_S = 300; // a promise is broken when the coach is more than five minutes later

const ZONE = "Europe/Amsterdam";
const CLOCK = new Intl.DateTimeFormat("nl-NL", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE }); // writes 2026-11-30

const clock = (seconds) => CLOCK.format(new Date(seconds * 1000));
const dayOf = (seconds) => DAY.format(new Date(seconds * 1000));

function minutes(seconds) {
  return seconds < 30 ? "0 min" : Math.round(seconds / 60) + " min";
}

// "ahead" (another day), "today" (not begun), "live" or "past".
function phaseOf(sheet, now) {
  const today = dayOf(now);
  if (today < sheet.date) return "ahead";
  if (today > sheet.date) return "past";
  return now < sheet.start ? "today" : "live";
}

function planned(sheet, ticks) {
  return sheet.stops.map((stop) => ({
    begin: stop.begin,
    leave: stop.leave,
    done: Object.hasOwn(ticks, stop.key),
    fits: true,
    late: false,
  }));
}

// Travel along the route between two stops; going on past a visited stop is at most this.
function travelBetween(sheet, from, to) {
  let seconds = 0;
  for (let i = Math.min(from, to) + 1; i <= Math.max(from, to); i += 1) seconds += sheet.stops[i].leg.travel;
  return seconds;
}

// Where the coach is (the last ticked stop; -1 is the start) and since when.
function lastSeen(sheet, ticks) {
  const first = sheet.stops[0];
  let seen = { place: -1, since: first ? first.arrive - first.leg.travel : sheet.start };
  let latest = -Infinity;
  sheet.stops.forEach((stop, place) => {
    if (ticks[stop.key] > latest) {
      latest = ticks[stop.key];
      seen = { place, since: latest };
    }
  });
  for (const door of sheet.reserve) {
    if (ticks[door.key] > latest) {
      latest = ticks[door.key];
      seen = { place: seen.place, since: latest };
    }
  }
  return seen;
}

// A stop where the plan waits opens late: an appointment, or a resident who is home from some hour.
function opensAt(stop) {
  return Math.max(stop.appointment || 0, stop.begin > stop.arrive ? stop.begin : 0);
}

// When each stop that is still to do begins and ends if each takes its planned time, and whether the coach
// is back in time after it. A stop that does not fit is passed by; the next one is tried from the same place.
function forecast(sheet, ticks, now) {
  const phase = phaseOf(sheet, now);
  const rows = planned(sheet, ticks);
  if (phase !== "live") return { phase, rows, spare: null, musts: [] };
  let { place, since } = lastSeen(sheet, ticks);
  let homeward = place >= 0 ? sheet.stops[place].homeward : 0;
  let first = true;
  // On from here, then back to what was passed by: the order of the cards.
  const onward = rows.map((_, i) => i).sort((a, b) => (a <= place) - (b <= place) || a - b);
  for (const i of onward) {
    const [row, stop] = [rows[i], sheet.stops[i]];
    if (row.done) continue;
    const arrive = since + travelBetween(sheet, place, i);
    row.begin = Math.max(arrive, opensAt(stop));
    row.leave = row.begin + (stop.leave - stop.begin);
    // The coach may be at this very door: then the visit lasts until now at least.
    if (first) row.leave = Math.max(row.leave, now);
    row.fits = row.leave + stop.homeward <= sheet.end;
    row.late = Boolean(stop.appointment) && row.begin > stop.appointment + LATE_S;
    first = false;
    since = row.fits ? row.leave : Math.max(since, now);
    if (row.fits) {
      place = i;
      homeward = stop.homeward;
    }
  }
  const musts = rows.flatMap((row, i) => (!row.done && !row.fits && sheet.stops[i].must ? [i] : []));
  return { phase, rows, spare: sheet.end - Math.max(since, now) - homeward, musts };
}
