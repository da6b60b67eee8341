// Ticks are a memory aid on this device and go nowhere. Kept per sheet under opaque keys; those of earlier
// evenings are wiped. Some phones refuse storage for a file: then ticks last until the page is closed.

const PREFIX = "avondronde:";

class Ticks {
  constructor(sheet) {
    this.name = PREFIX + sheet.id;
    this.date = sheet.date;
    this.all = {};
    this.kept = true;
    this.tryStorage(() => this.wipeBefore(dayOf(Date.now() / 1000)));
    this.read();
  }

  // Storage that is refused is no error here; the sheet says so instead (`kept`).
  tryStorage(act) {
    try {
      act();
    } catch {
      this.kept = false;
    }
  }

  read() {
    this.tryStorage(() => {
      this.all = readTicks(localStorage.getItem(this.name));
    });
  }

  flip(door, now) {
    if (this.has(door)) delete this.all[door.key];
    else this.all[door.key] = now;
    this.tryStorage(() => localStorage.setItem(this.name, JSON.stringify({ date: this.date, ticks: this.all })));
  }

  has(door) {
    return Object.hasOwn(this.all, door.key);
  }

  wipeBefore(today) {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(PREFIX) || name === this.name) continue;
      const date = /"date":"(\d{4}-\d{2}-\d{2})"/.exec(localStorage.getItem(name));
      if (!date || date[1] < today) localStorage.removeItem(name);
    }
  }
}

// What cannot be read counts as no ticks: a coach then ticks again, nothing else depends on it.
function readTicks(text) {
  try {
    const found = JSON.parse(text);
    return found && found.ticks && typeof found.ticks === "object" ? found.ticks : {};
  } catch {
    return {};
  }
}
