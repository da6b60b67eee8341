// The map on the canvas: what each thing looks like. A "world" holds places in metres east (x) and south (y)
// of the start; a "view" says which metres are in the middle and how many pixels one metre is (k).

const STEP = 1e-5;
const METRES_PER_DEGREE = 111195;

const NIGHT = {
  ground: "#0e1624",
  ink: "#f2f4f8",
  muted: "#a9b4c8",
  route: "#6aa9ff",
  lamp: "#f2b84b",
  must: "#ff8a80",
  water: "#12304b",
  green: "#12271f",
  name: "#8f9bb3",
};

// Colour, width in pixels at walking scale, and from how many pixels per metre it is drawn and named.
const STREETS = {
  path: { colour: "#2b3853", width: 1.6, from: 0.12, named: 1.2 },
  local: { colour: "#364463", width: 3, from: 0.03, named: 0.55 },
  through: { colour: "#475879", width: 4.4, from: 0, named: 0.3 },
  main: { colour: "#5b6e92", width: 5.4, from: 0, named: 0.16 },
};

function makeWorld(data) {
  const [lat0, lon0] = data.from.at;
  const north = STEP * METRES_PER_DEGREE;
  const east = north * Math.cos((lat0 * STEP * Math.PI) / 180);
  const spot = ([lat, lon]) => ({ x: (lon - lon0) * east, y: (lat0 - lat) * north });
  const unfold = (text) => unfoldSteps(text, lat0, lon0).map(spot);
  const stops = data.stops.map((stop) => spot(stop.at));
  const places = [spot(data.from.at), ...stops, spot(data.to.at)];
  const given = data.stops.map((stop) => stop.leg);
  const legs = (data.home ? [...given, data.home] : given).map((leg, i) => {
    const path = unfold(leg.path);
    // Without a street path the way is a dashed straight line, so that nobody takes it for a street.
    return path.length > 1 ? { path, known: true } : { path: [places[i], places[i + 1]], known: false };
  });
  return {
    start: places[0],
    end: places[places.length - 1],
    stops,
    reserve: data.reserve.map((door) => spot(door.at)),
    legs: data.stops.length ? legs : [],
    ...makeGround(data.map, unfold),
  };
}

// Reads the Encoded Polyline Algorithm Format: five bits a letter, low bits first, steps of 1e-5 degree.
function unfoldSteps(text, lat, lon) {
  const path = [];
  let at = 0;
  const read = () => {
    let bits = 0;
    for (let shift = 0; ; shift += 5) {
      const letter = text.charCodeAt(at++) - 63;
      bits |= (letter & 31) << shift;
      if (letter < 32) return bits & 1 ? ~(bits >> 1) : bits >> 1;
    }
  };
  while (at < text.length) {
    lat += read();
    lon += read();
    path.push([lat, lon]);
  }
  return path;
}

function makeGround(map, unfold) {
  const shapes = {};
  const names = [];
  for (const kind of map.kinds) shapes[kind] = { line: new Path2D(), surface: new Path2D() };
  for (const line of map.lines) {
    const kind = map.kinds[line[0]];
    const path = unfold(line[2]);
    const ring = path.length > 3 && path[0].x === path[path.length - 1].x && path[0].y === path[path.length - 1].y;
    const isSurface = ring && (kind === "water" || kind === "green");
    const shape = shapes[kind][isSurface ? "surface" : "line"];
    path.forEach((p, i) => (i ? shape.lineTo(p.x, p.y) : shape.moveTo(p.x, p.y)));
    if (line[1] >= 0 && STREETS[kind]) names.push({ text: map.names[line[1]], kind, ...longest(path) });
  }
  return { shapes, names };
}

// The longest straight piece of a street carries its name.
function longest(path) {
  let best = { length: 0 };
  for (let i = 1; i < path.length; i += 1) {
    const [a, b] = [path[i - 1], path[i]];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    if (length > best.length) best = { length, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, angle: Math.atan2(b.y - a.y, b.x - a.x) };
  }
  return best;
}

const widthAt = (k) => Math.min(2.2, Math.max(0.5, k / 0.3));

function paintGround(ctx, world, view) {
  ctx.save();
  ctx.translate(view.width / 2, view.height / 2);
  ctx.scale(view.k, view.k);
  ctx.translate(-view.x, -view.y);
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  for (const kind of ["green", "water"]) {
    ctx.fillStyle = ctx.strokeStyle = NIGHT[kind];
    ctx.fill(world.shapes[kind].surface);
    ctx.lineWidth = (3 * widthAt(view.k)) / view.k;
    ctx.stroke(world.shapes[kind].line);
  }
  for (const [kind, look] of Object.entries(STREETS)) {
    if (view.k < look.from) continue;
    ctx.strokeStyle = look.colour;
    ctx.lineWidth = (look.width * widthAt(view.k)) / view.k;
    ctx.stroke(world.shapes[kind].line);
  }
  ctx.restore();
}

function paintNames(ctx, world, view, toScreen) {
  const taken = [];
  ctx.font = "500 12px system-ui, sans-serif";
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const name of world.names) {
    if (view.k < STREETS[name.kind].named) continue;
    const at = toScreen(name);
    if (at.x < 0 || at.y < 0 || at.x > view.width || at.y > view.height) continue;
    const width = ctx.measureText(name.text).width;
    if (width > name.length * view.k * 1.15) continue;
    const reach = width / 2 + 6;
    if (taken.some((box) => Math.abs(box.x - at.x) < box.reach + reach && Math.abs(box.y - at.y) < 18)) continue;
    taken.push({ x: at.x, y: at.y, reach });
    ctx.save();
    ctx.translate(at.x, at.y);
    // Never upside down.
    ctx.rotate(Math.abs(name.angle) > Math.PI / 2 ? name.angle + Math.PI : name.angle);
    ctx.lineWidth = 4;
    ctx.strokeStyle = NIGHT.ground;
    ctx.strokeText(name.text, 0, 0);
    ctx.fillStyle = NIGHT.name;
    ctx.fillText(name.text, 0, 0);
    ctx.restore();
  }
}

function tracePath(ctx, points) {
  ctx.beginPath();
  points.forEach((p, i) => (i ? ctx.lineTo(p.x, p.y) : ctx.moveTo(p.x, p.y)));
}

function paintLeg(ctx, leg, toScreen, colour, width) {
  const points = leg.path.map(toScreen);
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  tracePath(ctx, points);
  ctx.strokeStyle = NIGHT.ground;
  ctx.lineWidth = width + 4;
  ctx.stroke();
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(leg.known ? [] : [2, width * 2]);
  ctx.stroke();
  ctx.setLineDash([]);
  return points;
}

const ARROW_EVERY = 96;

function paintArrows(ctx, points) {
  let next = ARROW_EVERY / 2;
  let walked = 0;
  for (let i = 1; i < points.length; i += 1) {
    const [a, b] = [points[i - 1], points[i]];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    while (length && walked + length >= next) {
      const part = (next - walked) / length;
      paintArrow(ctx, a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part, Math.atan2(b.y - a.y, b.x - a.x));
      next += ARROW_EVERY;
    }
    walked += length;
  }
}

function paintArrow(ctx, x, y, angle) {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(angle);
  tracePath(ctx, [{ x: -5, y: -6 }, { x: 7, y: 0 }, { x: -5, y: 6 }, { x: -2.5, y: 0 }]);
  ctx.closePath();
  ctx.fillStyle = NIGHT.ink;
  ctx.strokeStyle = NIGHT.ground;
  ctx.lineWidth = 2.5;
  ctx.stroke();
  ctx.fill();
  ctx.restore();
}

function paintHome(ctx, at, label) {
  ctx.save();
  ctx.translate(at.x, at.y);
  tracePath(ctx, [{ x: -11, y: 10 }, { x: -11, y: -2 }, { x: 0, y: -12 }, { x: 11, y: -2 }, { x: 11, y: 10 }]);
  ctx.closePath();
  ctx.lineJoin = "round";
  ctx.strokeStyle = NIGHT.ground;
  ctx.lineWidth = 6;
  ctx.stroke();
  ctx.fillStyle = NIGHT.route;
  ctx.fill();
  ctx.fillStyle = NIGHT.ground;
  ctx.fillRect(-3, 1, 6, 9);
  ctx.font = "600 13px system-ui, sans-serif";
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineWidth = 4;
  ctx.strokeText(label, 0, 14);
  ctx.fillStyle = NIGHT.ink;
  ctx.fillText(label, 0, 14);
  ctx.restore();
}

// A round marker: filled for a visit to do, hollow with a tick when done, dashed for a reserve.
function paintMarker(ctx, marker) {
  const { x, y, anchor, text, current, done, must, reserve, size } = marker;
  const radius = (current ? 19 : reserve ? 13 : 15) * size;
  if (Math.hypot(anchor.x - x, anchor.y - y) > 4) {
    tracePath(ctx, [anchor, { x, y }]);
    ctx.strokeStyle = NIGHT.ink;
    ctx.lineWidth = 1.5;
    ctx.stroke();
  }
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = done || reserve ? NIGHT.ground : current ? NIGHT.lamp : NIGHT.ink;
  ctx.strokeStyle = NIGHT.ground;
  ctx.lineWidth = 5;
  ctx.stroke();
  ctx.fill();
  if (done || reserve || current) {
    ctx.setLineDash(reserve && !current ? [4, 3] : []);
    ctx.strokeStyle = current ? NIGHT.lamp : NIGHT.muted;
    ctx.lineWidth = current ? 3 : 2;
    ctx.stroke();
    ctx.setLineDash([]);
  }
  ctx.fillStyle = done || reserve ? (current ? NIGHT.lamp : NIGHT.muted) : NIGHT.ground;
  ctx.font = `700 ${(current ? 18 : reserve ? 12 : 15) * size}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(done ? "✓" : text, x, y + 1);
  if (must) paintFlag(ctx, x + radius * 0.62, y - radius * 0.7);
}

function paintFlag(ctx, x, y) {
  tracePath(ctx, [{ x, y: y + 6 }, { x, y: y - 14 }, { x: x + 14, y: y - 9 }, { x, y: y - 4 }]);
  ctx.lineJoin = "round";
  ctx.strokeStyle = NIGHT.ground;
  ctx.lineWidth = 6;
  ctx.stroke();
  ctx.strokeStyle = ctx.fillStyle = NIGHT.must;
  ctx.lineWidth = 2.2;
  ctx.stroke();
  ctx.fill();
}

// Markers that would cover each other step aside; a thin line keeps them tied to their door.
function spread(markers, apart) {
  for (let round = 0; round < 12; round += 1) {
    for (let i = 0; i < markers.length; i += 1) {
      for (let j = i + 1; j < markers.length; j += 1) pushApart(markers[i], markers[j], apart);
    }
  }
}

function pushApart(a, b, apart) {
  let dx = b.x - a.x;
  const dy = b.y - a.y;
  if (dx === 0 && dy === 0) dx = 0.01;
  const gap = Math.hypot(dx, dy);
  if (gap >= apart) return;
  const push = (apart - gap) / 2 / gap;
  a.x -= dx * push;
  a.y -= dy * push;
  b.x += dx * push;
  b.y += dy * push;
}
