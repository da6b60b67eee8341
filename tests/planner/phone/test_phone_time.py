"""The time on the phone: what still fits in the evening, by the clock of Amsterdam."""

from datetime import timedelta

import pytest

from planner.phone.sheet import SheetLeg
from tests.planner.phone.evenings import evening, moment, sheet, stop

pytestmark = pytest.mark.browser


def four(**changes):
    """Four stops of 18 minutes, six minutes apart, from 19:00; home is eight minutes away."""
    begins = [moment(19) + timedelta(minutes=24 * n) for n in range(4)]
    return sheet(*(stop(n + 1, begin, **changes) for n, begin in enumerate(begins)))


def states(phone):
    phone.view("tijd")
    return phone.page.locator("#time-list .time-state").all_inner_texts()


def begins(phone):
    phone.view("tijd")
    return phone.page.locator("#time-list .list-time").all_inner_texts()


def test_on_schedule_everything_fits_at_its_planned_time(open_sheet):
    phone = open_sheet(four(), at="2026-11-30T18:58:00+01:00")
    assert states(phone) == ["past"] * 4
    assert begins(phone) == ["19:00", "19:24", "19:48", "20:12"]
    assert phone.text("#time-words") == "Nog 4 bezoeken. Ze passen allemaal."
    assert phone.page.locator(".block-missed").count() == 0


def test_a_late_evening_turns_the_last_stops_hollow(open_sheet):
    phone = open_sheet(four(), at="2026-11-30T20:20:00+01:00")
    assert states(phone) == ["past", "past", "past niet meer", "past niet meer"]
    assert phone.page.locator(".block-missed").count() == 2
    assert phone.text("#time-words") == "Nog 4 bezoeken: 2 passen nog, 2 niet meer."
    assert "blijft open voor een volgende planning" in phone.text("#time-foot")
    phone.view("lijst")
    assert phone.page.locator("#list .flag-missed").count() == 2


def test_ticking_on_the_way_keeps_the_plan_true(open_sheet):
    phone = open_sheet(four(), at="2026-11-30T19:18:00+01:00")
    phone.tick()
    assert begins(phone)[1] == "19:24"
    phone.page.clock.set_fixed_time("2026-11-30T20:02:00+01:00")
    phone.view("nu")
    phone.tick()
    # Twenty minutes later than planned: 20:02 and six minutes on the way.
    assert begins(phone)[2:] == ["20:08", "20:32"]
    assert states(phone) == ["klaar", "klaar", "past", "past"]
    phone.view("nu")
    assert "nu verwacht rond 20:08" in phone.text("#card")


def test_who_stands_at_a_door_is_not_called_late(open_sheet):
    phone = open_sheet(four(), at="2026-11-30T19:18:00+01:00")
    phone.tick()
    phone.page.clock.set_fixed_time("2026-11-30T19:35:00+01:00")
    assert begins(phone)[1:] == ["19:24", "19:48", "20:12"]
    assert phone.page.locator(".now-text").inner_text() == "nu 19:35"


def test_a_must_visit_that_no_longer_fits_is_called_out(open_sheet):
    last = four().stops[3]
    given = sheet(*four().stops[:3], stop(9, last.start_service, must=True))
    phone = open_sheet(given, at="2026-11-30T20:20:00+01:00")
    phone.view("tijd")
    assert phone.text("#time-warning") == "Stop 4 moet vanavond en past zo niet meer. Ga daar eerst heen."


def test_an_appointment_is_waited_for_and_a_missed_one_is_told(open_sheet):
    stops = (*four().stops[:2], stop(3, moment(20, 12), appointment_at=moment(20, 12)))
    early = open_sheet(sheet(*stops), at="2026-11-30T19:18:00+01:00")
    early.tick()
    assert begins(early)[2] == "20:12"
    late = open_sheet(sheet(*stops, sheet_id="r2"), at="2026-11-30T19:50:00+01:00")
    assert states(late)[2] == "later dan de afspraak"


def test_a_stop_that_opens_later_is_not_visited_before(open_sheet):
    waits = stop(2, moment(20), arrive=moment(19, 40))
    phone = open_sheet(sheet(stop(1, moment(19)), waits), at="2026-11-30T19:10:00+01:00")
    phone.tick()
    assert begins(phone)[1] == "20:00"


def test_the_way_home_counts(open_sheet):
    # Ends at 20:50; home by 20:58 fits before 21:00, twenty minutes on the way does not.
    last = stop(1, moment(20, 32))
    near = open_sheet(sheet(last), at="2026-11-30T20:40:00+01:00")
    assert states(near) == ["past"]
    far_home = SheetLeg(travel_s=1200, distance_m=5000)
    far = open_sheet(sheet(last, sheet_id="r2", home_leg=far_home), at="2026-11-30T20:40:00+01:00")
    assert states(far) == ["past niet meer"]


def test_a_stop_that_was_passed_by_comes_after_the_rest(open_sheet):
    phone = open_sheet(four(), at="2026-11-30T19:40:00+01:00")
    phone.page.click("#on")
    phone.tick()
    # On to three and four first; going back to one would end after nine.
    assert begins(phone)[2:] == ["19:46", "20:10"]
    assert states(phone) == ["past niet meer", "klaar", "past", "past"]


def test_another_day_shows_the_plan_without_a_clock(open_sheet):
    before = open_sheet(evening(9), at="2026-11-29T18:00:00+01:00")
    assert set(states(before)) == {""}
    assert "Dit is de planning voor maandag 30 november" in before.text("#time-words")
    assert before.page.locator(".now-line").count() == 0
    after = open_sheet(evening(9), at="2026-12-01T18:00:00+01:00")
    after.view("tijd")
    assert "Verwijder dit bestand" in after.text("#notice")
    assert after.page.locator(".now-line").count() == 0


def test_the_evening_is_that_of_amsterdam_wherever_the_phone_thinks_it_is(open_sheet):
    # 00:30 in Amsterdam is still the evening before in New York, where this phone thinks it is.
    phone = open_sheet(evening(9), at="2026-12-01T00:30:00+01:00")
    assert phone.page.is_visible("#notice")
    assert phone.text("#card").startswith("17:08")


def test_after_the_evening_nothing_fits(open_sheet):
    phone = open_sheet(four(), at="2026-11-30T21:30:00+01:00")
    assert states(phone) == ["past niet meer"] * 4
    assert phone.text("#time-words") == "De avond is om. 4 nog niet afgevinkt."
    assert not phone.page.is_visible("#time-warning")


def test_time_to_spare_is_told(open_sheet):
    phone = open_sheet(four(), at="2026-11-30T18:58:00+01:00")
    phone.view("tijd")
    # The last visit ends at 20:30 and home is eight minutes away.
    assert "ongeveer 20 minuten over" in phone.text("#time-foot")
