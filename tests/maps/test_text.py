from __future__ import annotations

import html

import folium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.text import MAX_CHARACTERS, map_text

PAYLOADS = (
    "{{ 7*7 }}",
    "{% x",
    "{# comment",
    "{{ ''.__class__.__mro__ }}",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "Jan`s huis",
    "${alert(1)}",
    "back\\slash \\u0027",
    "quote \" and ' and &amp;",
    "50{# korting",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_sign_that_a_template_script_or_page_reads_comes_through(payload: str) -> None:
    encoded = map_text(payload)
    for sign in "{}$\\%<>'\"`":
        assert sign not in encoded
    assert html.unescape(encoded) == payload


@pytest.mark.parametrize("payload", PAYLOADS)
def test_folium_renders_encoded_payloads_without_running_them(payload: str) -> None:
    chart = folium.Map(tiles=None)
    folium.Marker([52, 4], tooltip=map_text(payload)).add_to(chart)
    page = chart.get_root().render()
    assert "49" not in page or "7*7" not in payload
    assert map_text(payload) in page


def test_ordinary_dutch_text_stays_as_it_is() -> None:
    assert (
        map_text("stop 4: Dorpsstraat 14-B (2e verdieping), 18:40")
        == "stop 4: Dorpsstraat 14-B (2e verdieping), 18:40"
    )


def test_letters_of_every_language_are_shown() -> None:
    assert html.unescape(map_text("J. van 't Höf-Ëlça & Zn. 東京")) == "J. van 't Höf-Ëlça & Zn. 東京"


def test_line_ends_become_spaces_and_direction_marks_go() -> None:
    assert map_text("een\ntwee\t\u202edrie\x00\u200f") == "een twee drie"


def test_long_text_is_cut() -> None:
    assert len(html.unescape(map_text("{" * 5000))) == MAX_CHARACTERS


@given(st.text())
def test_any_text_leaves_only_plain_signs_and_whole_references(text: str) -> None:
    encoded = map_text(text)
    without_references = html.unescape(encoded)
    assert len(without_references) <= MAX_CHARACTERS
    assert not set("{}$\\%<>'\"`\n\r\t\x00") & set(encoded)
