// The sheet itself: which card and view are open, and what the buttons do.

const VIEWS = ["nu", "lijst", "kaart", "tijd"];
const UNDO_MS = 60000;
const REFRESH_MS = 20000;

const nowSeconds = () => Math.floor(Date.now() / 1000);
const hashView = () => (VIEWS.includes(location.hash.slice(1)) ? location.hash.slice(1) : "nu");

class SheetPage {
  constructor(sheet) {
    this.sheet = sheet;
    this.ticks = new Ticks(sheet);
    this.lastCard = sheet.stops.length + sheet.reserve.length;
    this.view = "";
    this.card = this.firstOpen();
    this.undo = null;
    this.map = makeMap(byId("map"), sheet, (card) => this.go(card));
    this.writeFixedTexts();
    this.wireButtons();
    this.wireClock();
    this.show(hashView());
  }

  // The first stop without a tick after a card, else from the start, else the end of the route.
  firstOpen(after = -1) {
    const { stops } = this.sheet;
    const open = stops.flatMap((stop, i) => (this.ticks.has(stop) ? [] : [i]));
    return open.find((i) => i > after) ?? open[0] ?? stops.length;
  }

  go(card) {
    this.card = Math.min(this.lastCard, Math.max(0, card));
    this.undo = null;
    this.draw();
    byId("view-nu").firstElementChild.scrollTop = 0;
    const door = doorAt(this.sheet, this.card);
    say(titleOf(this.sheet, this.card) + (door ? ": " + door.address : ""));
  }

  open(card) {
    this.go(card);
    this.show("nu");
    byId("title-nu").focus({ preventScroll: true });
  }

  show(view) {
    if (hashView() !== view) location.hash = view;
    const arrived = this.view !== view;
    this.view = view;
    byId("app").dataset.open = view;
    for (const name of VIEWS) {
      byId("view-" + name).hidden = name !== view;
      const tab = document.querySelector(`[data-view="${name}"]`);
      if (name === view) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    this.draw();
    if (arrived && view === "lijst") document.querySelector(".list-row.is-current")?.scrollIntoView({ block: "center" });
  }

  // Ticking brings the next card at once; "Herstel" stays for a minute.
  tick(door) {
    const card = this.card;
    const added = !this.ticks.has(door);
    this.ticks.flip(door, nowSeconds());
    if (!added) {
      this.undo = null;
      this.draw();
      byId("tick").focus();
      say("Vinkje weggehaald.");
      return;
    }
    const where = this.ticks.kept ? "Alleen op dit toestel." : "Blijft tot je deze pagina sluit.";
    const words = titleOf(this.sheet, card).split(" van ")[0] + " afgevinkt. " + where;
    if (card < this.sheet.stops.length) this.go(this.firstOpen(card));
    this.undo = { door, card, words, until: Date.now() + UNDO_MS };
    this.draw();
    this.slideIn();
    byId("title-nu").focus({ preventScroll: true });
    say(words);
  }

  undoTick() {
    const { door, card } = this.undo;
    if (this.ticks.has(door)) this.ticks.flip(door, nowSeconds());
    this.go(card);
    byId("tick").focus();
  }

  slideIn() {
    const card = byId("card");
    card.classList.remove("slide-in");
    void card.offsetWidth; // lets the same animation run again
    card.classList.add("slide-in");
  }

  copy(door, pressed) {
    const label = pressed.lastChild;
    const before = label.data;
    copyText([door.address, door.town].filter(Boolean).join(", "), (copied) => {
      label.data = copied ? "Gekopieerd" : "Lukt niet";
      say(copied ? "Adres gekopieerd." : "Kopiëren lukt niet. Houd het adres ingedrukt.");
      setTimeout(() => (label.data = before), 2500);
    });
  }

  openWords(door) {
    byId("door-who").textContent = door.resident ? "Goedenavond. Bent u " + door.resident + "?" : "Goedenavond. Woont u hier?";
    byId("door-words").showModal();
    byId("door-words").scrollTop = 0;
  }

  draw() {
    const now = nowSeconds();
    const outlook = forecast(this.sheet, this.ticks.all, now);
    this.drawHead(outlook);
    this.drawCard(outlook);
    if (this.view === "lijst") this.drawList(outlook);
    if (this.view === "kaart") this.drawMap();
    if (this.view === "tijd") drawTime(this.sheet, outlook, now);
  }

  drawHead({ phase, rows }) {
    const done = rows.filter((row) => row.done).length;
    byId("done").textContent = done ? ", " + done + " afgevinkt" : "";
    fill(byId("progress"), ...rows.map((row, i) => make("span", row.done ? "is-done" : i === this.card ? "is-current" : "")));
    byId("notice").hidden = phase !== "past";
  }

  drawCard(outlook) {
    const { sheet, card, ticks } = this;
    const door = doorAt(sheet, card);
    const act = {
      tick: () => this.tick(door),
      copy: (event) => this.copy(door, event.currentTarget),
      words: () => this.openWords(door),
    };
    const done = outlook.rows.filter((row) => row.done).length;
    const parts = door ? doorCard(sheet, card, outlook.rows[card], ticks.has(door), act) : endCard(sheet, done);
    fill(byId("card"), ...parts);
    byId("navigate").href = door ? navigateTo(sheet, door.at, door.address) : navigateTo(sheet, sheet.to.at, sheet.to.name);
    byId("actions").hidden = this.lastCard === 0;
    byId("back").disabled = card === 0;
    byId("on").disabled = card === this.lastCard;
    if (this.undo && Date.now() > this.undo.until) this.undo = null;
    byId("undo").hidden = !this.undo;
    byId("undo-text").textContent = this.undo ? this.undo.words : "";
  }

  drawList(outlook) {
    const { sheet, ticks } = this;
    const open = (card) => this.open(card);
    const row = (door, card) => listRow(sheet, card, outlook.rows[card], ticks.has(door), card === this.card, open);
    const rows = sheet.stops.flatMap((stop, i) => [legRow(sheet, stop.leg), row(stop, i)]);
    if (!rows.length) rows.push(make("li", "list-leg", "geen bezoeken"));
    if (sheet.home) rows.push(legRow(sheet, sheet.home));
    fill(byId("list"), placeRow(sheet.start, sheet.from, "start"), ...rows, placeRow(sheet.end, sheet.to, "terug uiterlijk"));
    byId("reserve").hidden = !sheet.reserve.length;
    fill(byId("reserve-list"), ...sheet.reserve.map((door, i) => row(door, sheet.stops.length + 1 + i)));
  }

  drawMap() {
    const door = doorAt(this.sheet, this.card);
    const step = (by) => () => {
      this.go(this.card + by);
      byId("mini").querySelectorAll(".square")[by > 0 ? 1 : 0].focus();
    };
    const act = { back: step(-1), on: step(1), open: () => this.open(this.card) };
    fill(byId("mini"), ...miniStrip(this.sheet, this.card, Boolean(door) && this.ticks.has(door), act));
    this.map.show(this.card, (given) => this.ticks.has(given));
  }

  writeFixedTexts() {
    const { sheet } = this;
    const count = sheet.stops.length;
    byId("coaches").textContent = sheet.coaches;
    byId("evening").textContent = sheet.evening;
    byId("count").textContent = count + (count === 1 ? " bezoek" : " bezoeken");
    const office = sheet.organisation ? " van " + sheet.organisation : "";
    byId("door-hello").textContent = (sheet.pair ? "Wij zijn " : "Ik ben ") + sheet.coaches + (sheet.pair ? ", budgetcoaches" : ", budgetcoach") + office + ".";
    fill(byId("legend"), ...legendOf(sheet));
    const keys = "Pijltjes schuiven, plus en min zoomen, 0 toont de hele route. Alle adressen staan ook in de lijst.";
    byId("map").setAttribute("aria-label", "Kaart van de route. " + byId("count").textContent + ". " + keys);
  }

  wireButtons() {
    const clicks = {
      back: () => this.go(this.card - 1),
      on: () => this.go(this.card + 1),
      "undo-button": () => this.undoTick(),
      "zoom-in": () => this.map.zoom(1.6),
      "zoom-out": () => this.map.zoom(1 / 1.6),
      fit: () => this.map.fit(),
      "door-close": () => byId("door-words").close(),
    };
    for (const [id, act] of Object.entries(clicks)) byId(id).addEventListener("click", act);
    for (const tab of document.querySelectorAll("[data-view]")) {
      tab.addEventListener("click", () => this.tapTab(tab.dataset.view));
    }
  }

  // A second tap on "nu" goes to the next stop that is still open.
  tapTab(view) {
    if (view === "nu" && this.view === "nu") this.go(this.firstOpen());
    this.show(view);
    byId("title-" + view).focus({ preventScroll: true });
  }

  wireClock() {
    window.addEventListener("hashchange", () => hashView() !== this.view && this.show(hashView()));
    window.addEventListener("storage", (event) => {
      if (event.key !== this.ticks.name) return;
      this.ticks.read();
      this.draw();
    });
    document.addEventListener("visibilitychange", () => document.hidden || this.draw());
    setInterval(() => this.refresh(), REFRESH_MS);
  }

  // The clock moves on by itself, but nothing under a finger is rebuilt: only what shows the time.
  refresh() {
    const undoOver = this.undo && Date.now() > this.undo.until;
    if (this.view === "tijd" || undoOver) this.draw();
  }
}

// The plain list goes away only when the sheet can take its place.
document.documentElement.classList.add("ready");
new SheetPage(JSON.parse(byId("sheet-data").textContent));
