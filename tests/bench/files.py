"""Tiny instance files of every format, made by hand; a test changes one line to damage one."""

TOPTW = """\
4 2 3 1
0 200
0 0.00 0.00 0.00 0.00 0 0 0 100
1 3.00 4.00 10.00 7.00 1 1 1 0 50
2 6.00 8.00 10.00 9.00 1 1 1 0 60
3 90.00 90.00 10.00 50.00 1 1 1 0 60
"""

SOLOMON = """\
TINY

VEHICLE
NUMBER     CAPACITY
  2         20

CUSTOMER
CUST NO.   XCOORD.   YCOORD.    DEMAND   READY TIME   DUE DATE   SERVICE TIME

    0          0       0           0       0         200           0
    1          3       4          10       0         100          10
    2          1       1          10       0         100          10
    3         -3      -4          10      50         100          10
"""

PRIZES = """\
NAME : TINY
TYPE : PCVRPTW
DIMENSION : 3
VEHICLES : 2
CAPACITY : 10
SERVICE_TIME : 5
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 1 1
3 30 40
DEMAND_SECTION
1 0
2 10
3 10
TIME_WINDOW_SECTION
1 0 300
2 0 200
3 0 200
PRIZE_SECTION
1 0
2 11
3 12
DEPOT_SECTION
1
-1
EOF
"""

MATRIX = """\
NAME : TINY
TYPE : VRPTW
DIMENSION : 3
EDGE_WEIGHT_TYPE : EXPLICIT
VEHICLES : 1
EDGE_WEIGHT_FORMAT : FULL_MATRIX
CAPACITY : 10
EDGE_WEIGHT_SECTION
0 5 9
6 0 2
8 3 0
NODE_COORD_SECTION
1 0 0
2 1 0
3 2 0
DEMAND_SECTION
1 0
2 4
3 6
DEPOT_SECTION
1
-1
SERVICE_TIME_SECTION
1 0
2 7
3 8
TIME_WINDOW_SECTION
1 0 100
2 0 90
3 10 90
EOF
"""

BEST_KNOWN = """\
family,instance,vehicles,objective,best_known,status,source
toptw,tiny,1,max prize,16,optimal (by hand),by hand
toptw,tiny,2,max prize,16,best found,by hand
toptw,not_there,2,max prize,16,best found,by hand
vrptw,tiny,2,min distance,22.83,BKS,by hand
pcvrptw,tiny,,min distance + lost prizes,148,BKS,by hand
"""

PLACES = {
    "toptw/tiny.txt": TOPTW,
    "solomon/tiny.txt": SOLOMON,
    "pcvrptw/tiny.vrp": PRIZES,
    "ortec_asym/uneven.txt": MATRIX,
}


def write_all(folder):
    """Write every tiny instance and the list below a folder; return the folder and the list."""
    for place, text in PLACES.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    best_known = folder / "best_known.csv"
    best_known.write_text(BEST_KNOWN)
    return folder, best_known
