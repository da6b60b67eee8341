import pytest

from bench.formats.lines import InstanceError
from bench.formats.solomon import read_solomon
from bench.formats.toptw import read_toptw
from bench.formats.vrplib import explicit_matrix, fleet_of, read_vrplib
from tests.bench.files import MATRIX, PRIZES, SOLOMON, TOPTW


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "damaged.txt"
        path.write_text(text) if isinstance(text, str) else path.write_bytes(text)
        return path

    return write


def read_matrix(path):
    parts = read_vrplib(path)
    return fleet_of(parts, 1), explicit_matrix(parts)


def test_the_last_two_columns_of_a_team_orienteering_row_are_the_window(written):
    depot, first, *_ = read_toptw(written(TOPTW), scale=10)
    assert (depot.opens, depot.closes) == (0, 1000)
    assert (first.x, first.y, first.service, first.prize) == (3000, 4000, 100, 7)
    assert (first.opens, first.closes) == (0, 500)


def test_a_vrptw_file_gives_fleet_and_nodes(written):
    fleet = read_solomon(written(SOLOMON), scale=100)
    assert (fleet.vehicles, fleet.capacity, len(fleet.nodes)) == (2, 20, 4)
    assert fleet.nodes[3].opens == 5000
    assert fleet.nodes[3].demand == 10


def test_one_service_time_for_all_leaves_the_depot_out(written):
    fleet = fleet_of(read_vrplib(written(PRIZES)), scale=10)
    assert [node.service for node in fleet.nodes] == [0, 50, 50]
    assert [node.prize for node in fleet.nodes] == [0, 11, 12]


def test_an_asymmetric_matrix_is_read_row_by_row(written):
    fleet, matrix = read_matrix(written(MATRIX))
    assert matrix.tolist() == [[0, 5, 9], [6, 0, 2], [8, 3, 0]]
    assert [node.service for node in fleet.nodes] == [0, 7, 8]


DAMAGED = [
    (read_toptw, TOPTW, "1 3.00 4.00", "1 3.00 4,00", r"line 4: y must be a number, not '4,00'"),
    (
        read_toptw,
        TOPTW,
        "9.00 1 1 1 0 60",
        "9.00 1 1 1 70 60",
        r"line 5: closes \(60\) before it opens \(70\)",
    ),
    (read_toptw, TOPTW, "2 6.00", "5 6.00", r"line 5: id 2 was expected, not '5'"),
    (read_toptw, TOPTW, "4 2 3 1", "4 2 4 1", r"line 6: 4 customers and a depot announced, 4 rows found"),
    (read_toptw, TOPTW, "4 2 3 1", "4 2", r"line 1: The first line needs 3 fields"),
    (read_toptw, TOPTW, "10.00 7.00", "-10.00 7.00", r"line 4: The service time must be 0 or more"),
    (read_toptw, TOPTW, "10.00 7.00", "10.00 7.5", r"line 4: The prize must be a whole multiple"),
    (read_toptw, TOPTW, "10.00 7.00", "NaN 7.00", r"line 4: The service time must be a finite number"),
    (read_toptw, TOPTW, "1 1 1 0 50", "1 1 1 0 9e30", r"line 4: The closing is too large"),
    (read_toptw, TOPTW, "1 3.00 4.00 10.00 7.00 1 1 1 0 50", "1 3.00 4.00", r"line 4: A node needs 7 fields"),
    (read_solomon, SOLOMON, "VEHICLE\n", "VAN\n", r"damaged.txt: has no line 'VEHICLE'"),
    (read_solomon, SOLOMON, "  2         20", "  0         20", r"line 5: The number of vehicles must be 1"),
    (read_solomon, SOLOMON, "50         100", "150         100", r"line 13: due date 100 lies before"),
    (read_solomon, SOLOMON, "    2          1 ", "    7          1 ", r"line 12: number 2 was expected"),
    (read_solomon, SOLOMON, SOLOMON[SOLOMON.index("CUST NO.") :], "", r"line 7: nothing follows 'CUSTOMER'"),
    (read_matrix, MATRIX, "6 0 2", "6 0", r"line 10: this row of the matrix has 2 cells"),
    (read_matrix, MATRIX, "6 0 2", "6 0 -2", r"line 10: Cell 3 must be 0 or more"),
    (read_matrix, MATRIX, "6 0 2\n", "", r"line 10: the matrix has 2 rows, DIMENSION is 3"),
    (read_matrix, MATRIX, "2 0 90", "3 0 90", r"node 2 was expected in TIME_WINDOW_SECTION"),
    (read_matrix, MATRIX, "3 10 90\n", "", r"TIME_WINDOW_SECTION has 2 lines, DIMENSION is 3"),
    (read_matrix, MATRIX, "3 10 90", "3 95 90", r"closes \(90\) before it opens \(95\)"),
    (read_matrix, MATRIX, "DIMENSION : 3\n", "", r"has no DIMENSION"),
    (read_matrix, MATRIX, "DIMENSION : 3", "DIMENSION 3", r"line 3: 'KEY : value' was expected"),
    (read_matrix, MATRIX, "DEPOT_SECTION\n1", "DEPOT_SECTION\n2", r"the depot must be node 1"),
    (read_matrix, MATRIX, "DEMAND_SECTION", "DEMANDS_SECTION", r"has no DEMAND_SECTION"),
]


@pytest.mark.parametrize(("reader", "text", "good", "bad", "message"), DAMAGED)
def test_a_damaged_file_is_refused_with_its_name_line_and_value(written, reader, text, good, bad, message):
    assert good in text
    path = written(text.replace(good, bad, 1))
    with pytest.raises(InstanceError, match=message):
        reader(path) if reader is read_matrix else reader(path, 10)


@pytest.mark.parametrize(
    ("content", "message"), [("", "is empty"), (" \n\n", "is empty"), (b"\xff\xfe\x00", "is not text")]
)
def test_a_file_without_text_is_refused(written, content, message):
    with pytest.raises(InstanceError, match=message):
        read_toptw(written(content), 10)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InstanceError, match=r"gone.txt: cannot be read"):
        read_toptw(tmp_path / "gone.txt", 10)
