"""The compiled search: ruin and recreate under simulated annealing, one seed per core, the best exchanged.

After Christiaens & Vanden Berghe, "Slack Induction by String Removals for Vehicle Routing Problems",
Transportation Science 54(2), 2020: strings of neighbouring stops are taken out and put back greedily with
blinks. Ours adds unplanned tasks near the hole as candidates, priced windows, and shifts that differ.
"""
