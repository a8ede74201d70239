"""Writes Tests/SamplingTests/Fixtures/pairs.csv: how many pairs of rows of two sides there can be, none
twice, by NetworkX.

Rows: pairs of each row of one side; numbers drawn for the other side; the most each may have; the
largest flow where each has at most what was drawn; the largest flow where each has at most its most.
A flow goes from each row of one side to each of the other by an edge of capacity 1. Numbers within a
field are separated by blanks. Run from the root of the package; `pip install networkx==3.6.1`.
"""
import random

import networkx

DRAWS = random.Random(20261122)


def pairs(rows, others):
    graph = networkx.DiGraph()
    graph.add_nodes_from(["from", "to"])
    for row, count in enumerate(rows):
        graph.add_edge("from", ("row", row), capacity=count)
        for other in range(len(others)):
            graph.add_edge(("row", row), ("other", other), capacity=1)
    for other, count in enumerate(others):
        graph.add_edge(("other", other), "to", capacity=count)
    return networkx.maximum_flow_value(graph, "from", "to")


def shared_out(total, count, skew):
    """Whole numbers of this sum, ever more skewed."""
    weights = [DRAWS.random() ** skew + 1e-9 for _ in range(count)]
    picks = DRAWS.choices(range(count), weights, k=total)
    return [picks.count(index) for index in range(count)]


lines = []
while len(lines) < 600:
    others = DRAWS.randint(1, 9)
    rows = [DRAWS.randint(0, others) for _ in range(DRAWS.randint(1, 9))]
    if sum(rows) == 0:
        continue
    drawn = shared_out(sum(rows), others, DRAWS.choice([0, 0.3, 1, 3, 8]))
    most = [count + DRAWS.choice([0, 0, 1, 2, 9]) for count in drawn]
    fields = [" ".join(map(str, part)) for part in (rows, drawn, most)]
    fields += [str(pairs(rows, drawn)), str(pairs(rows, most))]
    lines.append(",".join(fields))
with open("Tests/SamplingTests/Fixtures/pairs.csv", "w") as file:
    file.write("\n".join(lines) + "\n")
