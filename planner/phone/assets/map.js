// The map as a thing to use: move, zoom, fit, tap. Cards are counted as everywhere on the sheet: the stops,
// then the end of the route, then the reserves. `onPick(card)` is called when a marker is tapped.

const CLOSEST = 2.5; // pixels per metre
// Pixels for markers and buttons; the legend comes on top. On a phone that lies down the buttons are beside.
const EDGE = { top: 40, right: 36, bottom: 132, left: 36 };
const LYING = { top: 24, right: 270, bottom: 48, left: 36 };
const CROWD = 14; // more markers than this are drawn smaller while the map shows a whole town
const SEEN = 24; // a stop nearer to the border than this is brought to the middle

function makeMap(canvas, data, onPick) {
  const world = makeWorld(data);
  const ctx = canvas.getContext("2d");
  const view = { x: 0, y: 0, k: 0.1, width: 0, height: 0 };
  const shown = { current: 0, done: () => false };
  let markers = [];
  let waiting = false;
  let moved = false; // by the coach; until then every new size is fitted again

  const spots = [...world.stops, world.end, ...world.reserve];
  const toScreen = (p) => ({ x: (p.x - view.x) * view.k + view.width / 2, y: (p.y - view.y) * view.k + view.height / 2 });

  function plan() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  }

  function resize() {
    const box = canvas.getBoundingClientRect();
    if (!box.width || !box.height) return; // not on screen
    const ratio = window.devicePixelRatio || 1;
    view.width = box.width;
    view.height = box.height;
    canvas.width = Math.round(box.width * ratio);
    canvas.height = Math.round(box.height * ratio);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (!moved) fit();
    plan();
  }

  function fit() {
    const all = [world.start, world.end, ...world.stops, ...world.legs.flatMap((leg) => leg.path)];
    const xs = all.map((p) => p.x);
    const ys = all.map((p) => p.y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const edge = view.width > 1.6 * view.height ? LYING : EDGE;
    const width = Math.max(80, view.width - edge.left - edge.right);
    const head = edge.top + byId("legend").offsetHeight;
    const height = Math.max(80, view.height - head - edge.bottom);
    view.k = Math.min(width / Math.max(right - left, 200), height / Math.max(bottom - top, 200), CLOSEST);
    view.x = (left + right) / 2 + (edge.right - edge.left) / 2 / view.k;
    view.y = (top + bottom) / 2 + (edge.bottom - head) / 2 / view.k;
    view.farthest = view.k / 3;
    moved = false;
    plan();
  }

  function zoom(factor, x = view.width / 2, y = view.height / 2) {
    const k = Math.min(CLOSEST, Math.max(view.farthest || 0.01, view.k * factor));
    view.x += (x - view.width / 2) * (1 / view.k - 1 / k);
    view.y += (y - view.height / 2) * (1 / view.k - 1 / k);
    view.k = k;
    moved = true;
    plan();
  }

  function pan(dx, dy) {
    view.x -= dx / view.k;
    view.y -= dy / view.k;
    moved = true;
    plan();
  }

  function show(current, done) {
    shown.current = current;
    shown.done = done;
    const p = spots[current];
    if (view.width) {
      const at = toScreen(p);
      const inside = at.x > SEEN && at.x < view.width - SEEN && at.y > SEEN && at.y < view.height - SEEN;
      if (!inside) {
        view.x = p.x;
        view.y = p.y;
        moved = true;
      }
    }
    plan();
  }

  function place() {
    const last = data.stops.length;
    const doors = [...data.stops, null, ...data.reserve];
    markers = doors.flatMap((door, card) => {
      if (!door) return [];
      const anchor = toScreen(spots[card]);
      const reserve = card > last;
      const text = reserve ? "R" + (card - last) : String(card + 1);
      return [{ ...anchor, anchor, card, text, reserve, must: door.must, done: shown.done(door), current: card === shown.current }];
    });
    const size = markers.length > CROWD && view.k < 0.25 ? 0.8 : 1;
    for (const marker of markers) marker.size = size;
    spread(markers, 31 * size);
  }

  function draw() {
    ctx.fillStyle = NIGHT.ground;
    ctx.fillRect(0, 0, view.width, view.height);
    paintGround(ctx, world, view);
    paintNames(ctx, world, view, toScreen);
    const width = Math.min(7, Math.max(4, view.k * 14));
    const drawn = world.legs.map((leg, i) => i !== shown.current && paintLeg(ctx, leg, toScreen, NIGHT.route, width));
    const next = world.legs[shown.current];
    if (next) drawn[shown.current] = paintLeg(ctx, next, toScreen, NIGHT.lamp, width + 1);
    drawn.forEach((points) => paintArrows(ctx, points));
    const [start, end] = [toScreen(world.start), toScreen(world.end)];
    const together = Math.hypot(start.x - end.x, start.y - end.y) < 30;
    if (!together) paintHome(ctx, end, "einde");
    paintHome(ctx, start, together ? "start en einde" : "start");
    place();
    // The lowest number on top, the current one above all.
    const order = [...markers].sort((a, b) => a.current - b.current || b.card - a.card);
    order.forEach((marker) => paintMarker(ctx, marker));
    paintScale();
  }

  function paintScale() {
    const most = 96 / view.k;
    const ten = 10 ** Math.floor(Math.log10(most));
    const metres = [5, 2, 1].map((n) => n * ten).find((n) => n <= most);
    byId("scale").style.width = metres * view.k + "px";
    byId("scale-text").textContent = metres >= 1000 ? metres / 1000 + " km" : metres + " m";
  }

  function tap(x, y) {
    const near = markers
      .map((marker) => ({ card: marker.card, gap: Math.hypot(marker.x - x, marker.y - y) }))
      .sort((a, b) => a.gap - b.gap)[0];
    if (near && near.gap <= 28) onPick(near.card);
    return Boolean(near && near.gap <= 28);
  }

  follow(canvas, { pan, zoom, tap, fit });
  new ResizeObserver(resize).observe(canvas);
  return { fit, zoom, show };
}

// Fingers, mouse, wheel and keys.
function follow(canvas, act) {
  const fingers = new Map();
  let start = null;
  let lastTap = { time: 0, x: 0, y: 0 };

  const spot = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const middle = () => {
    const all = [...fingers.values()];
    const x = all.reduce((sum, p) => sum + p.x, 0) / all.length;
    const y = all.reduce((sum, p) => sum + p.y, 0) / all.length;
    const span = all.length > 1 ? Math.hypot(all[0].x - all[1].x, all[0].y - all[1].y) : 0;
    return { x, y, span };
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, spot(event));
    start = fingers.size === 1 ? { ...spot(event), time: event.timeStamp, still: true } : null;
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    const before = middle();
    fingers.set(event.pointerId, spot(event));
    const after = middle();
    if (start && Math.hypot(after.x - start.x, after.y - start.y) > 8) start.still = false;
    if (start && start.still) return;
    act.pan(after.x - before.x, after.y - before.y);
    if (before.span && after.span) act.zoom(after.span / before.span, after.x, after.y);
  });
  canvas.addEventListener("pointerup", (event) => {
    const at = spot(event);
    if (start && start.still && event.timeStamp - start.time < 600 && !act.tap(at.x, at.y)) {
      const again = event.timeStamp - lastTap.time < 350 && Math.hypot(at.x - lastTap.x, at.y - lastTap.y) < 30;
      if (again) act.zoom(2, at.x, at.y);
      lastTap = { time: event.timeStamp, ...at };
    }
  });
  for (const name of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(name, (event) => {
      fingers.delete(event.pointerId);
      start = null;
    });
  }
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const at = spot(event);
      const pixels = event.deltaMode === 1 ? event.deltaY * 30 : event.deltaY;
      act.zoom(Math.exp(-pixels / 400), at.x, at.y);
    },
    { passive: false },
  );
  const keys = {
    ArrowLeft: () => act.pan(80, 0),
    ArrowRight: () => act.pan(-80, 0),
    ArrowUp: () => act.pan(0, 80),
    ArrowDown: () => act.pan(0, -80),
    "+": () => act.zoom(1.5),
    "=": () => act.zoom(1.5),
    "-": () => act.zoom(1 / 1.5),
    0: () => act.fit(),
  };
  canvas.addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    keys[event.key]();
  });
}
