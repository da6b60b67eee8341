"""The map on the phone: really drawn, and it follows the fingers."""

import pytest

from planner.phone.sheet import SheetLeg
from tests.planner.phone.evenings import evening, moment, sheet, stop

pytestmark = pytest.mark.browser

# Counts pixels by colour; waits a frame first, because the map is drawn in one.
COLOURS = """async (wanted) => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const canvas = document.getElementById('map');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const counts = {};
  for (let i = 0; i < data.length; i += 4) {
    const name = '#' + [0, 1, 2].map((j) => data[i + j].toString(16).padStart(2, '0')).join('');
    counts[name] = (counts[name] || 0) + 1;
  }
  const ground = (counts['#0e1624'] || 0) / (data.length / 4);
  return { ground, counts: wanted.map((name) => counts[name] || 0) };
}"""

# The middle of a white marker in CSS pixels: a place with white all around at 12 pixels.
WHITE_MARKER = """() => {
  const canvas = document.getElementById('map');
  const ratio = canvas.width / canvas.getBoundingClientRect().width;
  const [width, height] = [canvas.width / ratio, canvas.height / ratio];
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const white = (x, y) => data[4 * (Math.round(y * ratio) * canvas.width + Math.round(x * ratio))] > 235;
  const ring = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => [12 * Math.cos(n * 0.785), 12 * Math.sin(n * 0.785)]);
  for (let y = 20; y < height - 20; y += 1) {
    for (let x = 20; x < width - 20; x += 1) {
      if (ring.every(([east, south]) => white(x + east, y + south))) return { x, y };
    }
  }
  return null;
}"""

ROUTE, LAMP, MUST, INK = "#6aa9ff", "#f2b84b", "#ff8a80", "#f2f4f8"


def colours(phone, *wanted):
    return phone.page.evaluate(COLOURS, list(wanted))


def corner(phone):
    return phone.page.locator("#map").bounding_box()


@pytest.fixture
def on_map(phone):
    phone.view("kaart")
    colours(phone)
    return phone


@pytest.mark.parametrize("ratio", [1, 3])
def test_streets_route_and_stops_are_drawn_on_the_ground(open_sheet, ratio):
    phone = open_sheet(evening(9), device_scale_factor=ratio)
    phone.view("kaart")
    seen = colours(phone, ROUTE, LAMP, MUST, INK)
    assert 0.5 < seen["ground"] < 0.97
    assert min(seen["counts"]) > 50 * ratio
    assert phone.page.evaluate("document.getElementById('map').width") == 390 * ratio
    assert phone.text(".map-foot").endswith("© OpenStreetMap contributors")


def test_the_map_has_a_legend_of_what_is_on_it(open_sheet):
    phone = open_sheet(evening(9))
    phone.view("kaart")
    assert phone.text("#legend").split("\n")[1::2][:1] == ["bezoek"]
    for word in ("rit hierheen", "moet", "reserve"):
        assert word in phone.text("#legend")
    plain = open_sheet(sheet(stop(1, moment(18))))
    plain.view("kaart")
    assert "reserve" not in plain.text("#legend")
    assert "moet" not in plain.text("#legend")


def test_buttons_keys_and_wheel_zoom_and_fit_comes_back(on_map):
    page = on_map.page
    fitted = on_map.text("#scale-text"), page.evaluate("document.getElementById('scale').style.width")

    def scale():
        colours(on_map)
        return on_map.text("#scale-text"), page.evaluate("document.getElementById('scale').style.width")

    page.click("#zoom-in")
    nearer = scale()
    assert nearer != fitted
    page.click("#fit")
    assert scale() == fitted
    page.focus("#map")
    page.keyboard.press("+")
    assert scale() != fitted
    page.keyboard.press("0")
    assert scale() == fitted
    box = corner(on_map)
    page.mouse.move(box["x"] + 150, box["y"] + 200)
    page.mouse.wheel(0, -300)
    assert scale() != fitted
    page.click("#zoom-out")
    page.click("#zoom-out")
    page.click("#fit")
    assert scale() == fitted


def test_dragging_moves_the_map(on_map):
    box = corner(on_map)
    before = on_map.page.evaluate(WHITE_MARKER)
    on_map.page.mouse.move(box["x"] + 100, box["y"] + 100)
    on_map.page.mouse.down()
    on_map.page.mouse.move(box["x"] + 100, box["y"] + 160, steps=4)
    on_map.page.mouse.up()
    colours(on_map)
    after = on_map.page.evaluate(WHITE_MARKER)
    assert after["y"] - before["y"] == pytest.approx(60, abs=2)
    assert after["x"] - before["x"] == pytest.approx(0, abs=2)


def test_two_fingers_zoom(on_map):
    before = on_map.page.evaluate("parseFloat(document.getElementById('scale').style.width)")
    text = on_map.text("#scale-text")
    session = on_map.page.context.new_cdp_session(on_map.page)
    box = corner(on_map)
    middle = (box["x"] + 190, box["y"] + 250)
    for kind, apart in (("touchStart", 30), ("touchMove", 33), ("touchMove", 36)):
        fingers = [
            {"x": middle[0] - apart, "y": middle[1], "id": 1},
            {"x": middle[0] + apart, "y": middle[1], "id": 2},
        ]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    colours(on_map)
    after = on_map.page.evaluate("parseFloat(document.getElementById('scale').style.width)")
    assert on_map.text("#scale-text") == text
    assert after / before == pytest.approx(1.2, abs=0.03)


def test_a_tap_on_a_stop_brings_its_card(open_sheet):
    phone = open_sheet(sheet(stop(1, moment(18)), stop(40, moment(19))))
    phone.view("kaart")
    colours(phone)
    assert "stop 1 van 2" in phone.text("#mini")
    marker = phone.page.evaluate(WHITE_MARKER)
    box = corner(phone)
    phone.page.touchscreen.tap(box["x"] + marker["x"], box["y"] + marker["y"])
    assert "stop 2 van 2" in phone.text("#mini")
    assert "Dorpsstraat 40-B" in phone.text("#mini")
    phone.page.click(".mini-text")
    assert phone.text("#title-nu") == "Stop 2 van 2"


def test_the_strip_under_the_map_steps_through_the_route(on_map):
    on_map.page.click("#mini [aria-label=Volgende]")
    assert "stop 2 van 9" in on_map.text("#mini")
    on_map.page.click("#mini [aria-label=Vorige]")
    assert "stop 1 van 9" in on_map.text("#mini")
    assert on_map.page.is_disabled("#mini [aria-label=Vorige]")


def test_a_way_without_known_streets_is_a_dashed_line(open_sheet):
    legs = (SheetLeg(travel_s=300, distance_m=900), SheetLeg(travel_s=300, distance_m=900, path=()))
    stops = (stop(30, moment(18), leg=legs[0]), stop(60, moment(19), leg=legs[1]))
    phone = open_sheet(sheet(*stops, home_leg=None))
    phone.view("kaart")
    dashed = colours(phone, ROUTE)["counts"][0]
    points = tuple(each.door.point for each in stops)
    solid_leg = SheetLeg(travel_s=300, distance_m=900, path=points)
    solid = open_sheet(sheet(stops[0], stop(60, moment(19), leg=solid_leg), home_leg=None))
    solid.view("kaart")
    assert 0 < dashed < 0.7 * colours(solid, ROUTE)["counts"][0]


def test_a_done_stop_turns_hollow_on_the_map(phone):
    phone.view("kaart")
    before = colours(phone, INK)["counts"][0]
    phone.view("nu")
    phone.tick(6)
    phone.view("kaart")
    assert colours(phone, INK)["counts"][0] < 0.7 * before


def test_an_empty_route_still_has_a_map(open_sheet):
    phone = open_sheet(evening(0))
    phone.view("kaart")
    seen = colours(phone, ROUTE)
    assert seen["ground"] < 0.99
    assert seen["counts"][0] > 50


def test_a_turned_phone_shows_the_whole_route_again_until_the_coach_moves_the_map(on_map):
    fitted = on_map.text("#scale-text")
    on_map.page.set_viewport_size({"width": 844, "height": 390})
    colours(on_map)
    assert on_map.text("#scale-text") != fitted
    on_map.page.set_viewport_size({"width": 390, "height": 844})
    colours(on_map)
    assert on_map.text("#scale-text") == fitted
    on_map.page.click("#zoom-in")
    on_map.page.click("#zoom-in")
    colours(on_map)
    chosen = on_map.text("#scale-text")
    on_map.page.set_viewport_size({"width": 430, "height": 900})
    colours(on_map)
    assert on_map.text("#scale-text") == chosen
