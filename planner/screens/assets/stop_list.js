// A list of addresses in groups. Texts go in as text nodes only, never as markup.
const state = new WeakMap();

function make(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined && text !== "") node.textContent = text;
  return node;
}

function disc(row, group) {
  const node = make("span", "disc" + (row.hollow ? " hollow" : ""), row.disc);
  const colour = row.colour || group.colour;
  if (row.hollow) node.style.borderColor = colour;
  else Object.assign(node.style, { background: colour, color: row.ink || group.ink });
  return node;
}

function makeRow(row, group, choose) {
  const item = make("li");
  const button = make("button", "row");
  button.type = "button";
  button.dataset.key = row.key;
  button.append(disc(row, group));
  if (row.time) button.append(make("span", "time", row.time));
  const words = make("span", "words");
  const first = make("span", "first");
  first.append(make("span", "title", row.title));
  for (const mark of row.marks || []) first.append(make("span", "mark " + mark.kind, mark.text));
  words.append(first);
  for (const line of row.lines || []) words.append(make("span", row.tight ? "line tight" : "line", line));
  if (row.done) words.append(make("span", "line tight done", row.done));
  button.append(words);
  if (row.score !== null && row.score !== undefined) {
    const score = make("span", "score", String(row.score));
    score.title = row.score + " punten";
    const bar = make("span", "bar");
    const fill = make("span", "fill");
    fill.style.width = row.score + "%";
    bar.append(fill);
    score.append(bar);
    button.append(score);
  }
  button.onclick = () => choose(row.key);
  item.append(button);
  return item;
}

function makeGroup(group, choose) {
  const section = make("section");
  section.setAttribute("aria-label", group.title);
  const head = make("header");
  if (group.swatch) {
    const swatch = make("span", "swatch");
    swatch.style.background = group.colour;
    head.append(swatch);
  }
  head.append(make("h3", "", group.title), make("span", "sub", group.sub));
  const list = make("ol");
  group.rows.forEach((row) => list.append(makeRow(row, group, choose)));
  section.append(head, list);
  return section;
}

function mark(root, selected) {
  for (const button of root.querySelectorAll("button.row")) {
    button.setAttribute("aria-pressed", String(button.dataset.key === selected));
  }
}

function walk(root, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const rows = [...root.querySelectorAll("button.row")];
  const next = rows[rows.indexOf(event.target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".stop-list");
  const content = JSON.stringify(data.groups);
  const before = state.get(root);
  if (!before || before.content !== content) {
    const focused = parentElement.activeElement && parentElement.activeElement.dataset.key;
    const choose = (key) => {
      mark(root, key);
      setTriggerValue("chosen", key);
    };
    root.replaceChildren(...data.groups.map((group) => makeGroup(group, choose)));
    root.onkeydown = (event) => walk(root, event);
    const again = focused && [...root.querySelectorAll("button.row")].find((b) => b.dataset.key === focused);
    if (again) again.focus();
    state.set(root, { content });
  }
  mark(root, data.selected);
}
