// What the phone itself does: its own navigation app, its clipboard.

// A link that the phone's map app answers; the address goes to that app only when the coach taps it.
function navigateTo(sheet, at, label) {
  const [lat, lon] = at.map((steps) => (steps * STEP).toFixed(5));
  if (/iPhone|iPad|iPod|Macintosh/.test(navigator.userAgent)) {
    const how = { car: "&dirflg=d", foot: "&dirflg=w" }[sheet.mode] || "";
    return `maps://?daddr=${lat},${lon}${how}`;
  }
  const name = encodeURIComponent(label.replace(/[()]/g, " "));
  return `geo:${lat},${lon}?q=${lat},${lon}(${name})`;
}

// Copying asks for a permission that a file does not always get; the old way needs none.
function copyText(text, done) {
  const oldWay = () => {
    const area = make("textarea", "hidden-title");
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    done(copied);
  };
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => done(true), oldWay);
  else oldWay();
}
