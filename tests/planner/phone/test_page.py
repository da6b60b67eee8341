"""The page as a file: nothing from outside, nothing that runs but its own script, every text as it is."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from planner.domain.place import Address
from planner.phone.sheet import SheetPlace, render
from tests.planner.phone.evenings import door, evening, moment, sheet, stop

HOSTILE = (
    "</script><img src=x onerror=alert(1)>",
    "</style></title></textarea></noscript><script>alert(1)</script>",
    "{{7*7}} {% raw %} ${7*7} $title `${1}` %s",
    "eerste\u2028tweede\u2029derde",
    "\" onmouseover='x' &lt;b&gt; &amp;",
    "<!-- --> ]]> <![CDATA[",
    "\u202eomgekeerd\u202c \x00 \x07",
)


class Reader(HTMLParser):
    """Collects tags, attributes, texts and the content of script and style."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": [], "data": []}
        self.inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.inside = "data" if dict(attrs).get("type") == "application/json" else tag
            self.raw[self.inside].append("")

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self.inside = ""

    def handle_data(self, data):
        if self.inside:
            self.raw[self.inside][-1] += data
        else:
            self.texts.append(data)

    def attributes(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.tags if name in attrs]

    @property
    def data(self):
        return json.loads(self.raw["data"][0])


def policy(reader: Reader) -> dict[str, str]:
    (content,) = [
        attrs["content"] for tag, attrs in reader.tags if attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    return dict(rule.split(" ", 1) for rule in content.split("; "))


def test_the_policy_forbids_everything_but_the_style_and_script_inside():
    reader = Reader(render(evening(9)))
    rules = policy(reader)
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for name, kind in (("script-src", "script"), ("style-src", "style")):
        (text,) = reader.raw[kind]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"
    assert set(rules) == {"default-src", "script-src", "style-src", "base-uri", "form-action"}


def test_the_policy_stands_before_what_it_guards():
    html = render(sheet())
    assert html.index("Content-Security-Policy") < html.index("<style") < html.index("<script")


def test_nothing_in_the_page_points_outside():
    html = render(evening(9))
    assert not re.search(r"(?i)\b(https?|wss?|ftp)://|src\s*=|@import|url\(", html)
    reader = Reader(html)
    assert all(target.startswith("#") for target in reader.attributes("href"))
    assert not {"link", "img", "iframe", "object", "base", "form"} & {tag for tag, _ in reader.tags}


def test_no_script_or_style_stands_in_an_attribute():
    names = {name for _, attrs in Reader(render(evening(9))).tags for name in attrs}
    assert "style" not in names
    assert not [name for name in names if name.startswith("on")]


def test_the_page_is_dutch_dark_and_kept_from_translation_services():
    reader = Reader(render(sheet()))
    assert ("html", {"lang": "nl", "translate": "no"}) in reader.tags
    assert ("meta", {"name": "color-scheme", "content": "dark"}) in reader.tags


def test_the_title_ends_up_in_the_history_so_it_names_nobody():
    html = render(evening(9))
    assert "<title>Avondronde maandag 30 november</title>" in html


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    plain_tags = [tag for tag, _ in Reader(render(hostile_sheet("gewoon"))).tags]
    reader = Reader(render(hostile_sheet(text)))
    assert [tag for tag, _ in reader.tags] == plain_tags
    sent = reader.data
    assert sent["coaches"] == sent["organisation"] == sent["from"]["name"] == text
    for given in (sent["stops"][0], sent["reserve"][0]):
        assert given["access"] == given["why"] == given["resident"] == given["unsafe"] == text
        assert given["attempts"] == [text]
    assert sum(text in each for each in reader.texts) >= 6


def hostile_sheet(text: str):
    texts = {
        "resident": text,
        "access_note": text,
        "why": text,
        "attempts": (text,),
        "language": text,
        "unsafe": text,
        "address": Address(text, 1, "a", "2631AB", text),
    }
    place = SheetPlace(name=text, point=door().point)
    return sheet(
        stop(1, moment(18), **texts),
        coaches=(text,),
        organisation=text,
        reserve=(door(2, **texts),),
        start_place=place,
    )


def test_a_dossier_number_may_hold_anything():
    number = "</script>{{1}}"
    assert (
        Reader(render(sheet(reserve=(door(1, dossier_id=number),)))).data["reserve"][0]["dossier"] == number
    )


def test_half_a_character_does_not_keep_the_page_from_being_written():
    html = render(sheet(stop(1, moment(18), why="kapot \ud83d teken")))
    assert "kapot ? teken" in html.encode("utf-8").decode("utf-8")


@pytest.mark.parametrize("count", [0, 1, 9, 25])
def test_a_sheet_is_small_enough_for_a_bad_line(count):
    given = evening(count)
    html = render(given)
    assert len(html.encode()) < 120_000
    assert len(Reader(html).data["stops"]) == count
    assert len(Reader(html).data["map"]["lines"]) > 100


def test_an_empty_route_says_so():
    texts = " ".join(Reader(render(sheet())).texts)
    assert "Er staan geen bezoeken op deze route." in texts
    assert "0 bezoeken" in texts


def test_the_evening_is_written_out():
    data = Reader(render(sheet())).data
    assert data["evening"] == "maandag 30 november, 17:00-21:00"


def test_the_sheets_own_words_are_not_about_money():
    own = " ".join(Reader(render(sheet())).texts).lower()
    for word in ("schuld", "achterstand", "vordering", "incasso", "deurwaarder", "betaal", "€", "euro"):
        assert word not in own


def test_the_door_script_asks_before_going_in():
    own = " ".join(Reader(render(sheet())).texts)
    for sentence in ("Dit is mijn pasje.", "Mag ik even binnenkomen?", "U mag ook nee zeggen."):
        assert sentence in own


def test_the_route_is_sent_as_the_streets_it_takes():
    given = evening(9)
    sent = Reader(render(given)).data
    assert all(each["leg"]["path"] for each in sent["stops"])
    assert sent["from"]["at"] == [round(x * 1e5) for x in given.start_place.point]


def test_two_renders_of_one_sheet_are_the_same():
    assert render(evening(9)) == render(evening(9))
