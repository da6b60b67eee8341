import pytest

from bench.best_known import ListError, cases_of, chosen
from tests.bench.files import write_all


@pytest.fixture
def tiny(tmp_path):
    return write_all(tmp_path)


def test_every_row_of_the_family_with_a_file_is_a_case(tiny):
    cases = cases_of("toptw", *tiny)
    assert [(case.name, case.vehicles, case.best_known, case.proven) for case in cases] == [
        ("tiny", 1, 16.0, True),
        ("tiny", 2, 16.0, False),
    ]


def test_files_of_a_folder_the_list_does_not_know_run_without_a_best_known_value(tiny):
    folder, best_known = tiny
    best_known.write_text("family,instance,vehicles,best_known,status\n")
    assert [(case.name, case.best_known) for case in cases_of("ortec_asym", folder, best_known)] == [
        ("uneven", None)
    ]


def test_a_name_in_another_case_is_the_same_file(tiny):
    folder, best_known = tiny
    best_known.write_text(best_known.read_text().replace("toptw,tiny", "toptw,TINY"))
    assert len(cases_of("toptw", folder, best_known)) == 2


def test_filters_keep_names_and_numbers_of_vehicles(tiny):
    cases = cases_of("toptw", *tiny)
    assert [case.vehicles for case in chosen(cases, [], {2}, None)] == [2]
    assert chosen(cases, {"other"}, [], None) == []
    assert len(chosen(cases, {"tiny"}, [], 1)) == 1


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ("best_known,status", "best,status", r"best_known.csv, line 1: has no column best_known"),
        (",16,optimal", ",many,optimal", r"line 2: could not convert string to float: 'many'"),
        (",16,optimal", ",nan,optimal", r"line 2: .* is impossible"),
        ("tiny,1,", "tiny,0,", r"line 2: vehicles '0'"),
        ("toptw,tiny,1,max prize,16,optimal (by hand),by hand", "toptw,tiny", r"line 2: vehicles is missing"),
    ],
)
def test_a_damaged_list_is_refused_with_its_line(tiny, good, bad, message):
    folder, best_known = tiny
    text = best_known.read_text()
    assert good in text
    best_known.write_text(text.replace(good, bad, 1))
    with pytest.raises(ListError, match=message):
        cases_of("toptw", folder, best_known)


def test_nothing_to_run_is_an_error_that_names_the_folders(tiny):
    folder, best_known = tiny
    with pytest.raises(ListError, match=r"No instance of 'gh' found: best_known.csv against gh/"):
        cases_of("gh", folder, best_known)
    with pytest.raises(ListError, match="is no folder"):
        cases_of("gh", folder / "elsewhere", best_known)
