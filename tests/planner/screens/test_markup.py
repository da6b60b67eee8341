"""No text from a file becomes markup on the desk."""

from hypothesis import given
from hypothesis import strategies as st

from planner.screens.dutch import plain
from planner.screens.markup import tag


def test_text_is_escaped_and_elements_are_kept() -> None:
    made = tag("p", tag("b", "vet"), " <img src=x onerror=1> & ", cls='a"b')
    assert made == '<p class="a&quot;b"><b>vet</b> &lt;img src=x onerror=1&gt; &amp; </p>'


@given(st.text(max_size=60))
def test_no_text_opens_an_element(text: str) -> None:
    made = tag("p", text)
    assert made.count("<") == 2


@given(st.text(alphabet="*_[]()#`:~$<>abc ", max_size=40))
def test_a_label_shows_its_text_as_it_is(text: str) -> None:
    marked = plain(text)
    assert marked.replace("\\", "") == " ".join(text.split())
    assert all(marked[i - 1] == "\\" for i, sign in enumerate(marked) if sign in "*_[]()#`:~$<>")
