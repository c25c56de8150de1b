#!/usr/bin/env python3
"""Makes cycles.json: random directed graphs with the elementary cycles that networkx finds in them.

    python3 tests/data/cycles.py > tests/data/cycles.json

Needs networkx (made with 3.6). The graphs are drawn from a fixed seed, so that the same version gives the same file.
"""

import json
import random

import networkx


def rotated(cycle):
    """The cycle with its smallest node first."""
    start = cycle.index(min(cycle))
    return cycle[start:] + cycle[:start]


def graphs(count):
    """Small and sparse ones, small and dense ones, and rings with chords, where blocked nodes matter."""
    draw = random.Random(8)
    for number in range(count):
        nodes = draw.randint(2, 12)
        if number % 3 == 2:
            edges = {(i, (i + 1) % nodes) for i in range(nodes)}
            edges |= {(draw.randrange(nodes), draw.randrange(nodes)) for _ in range(nodes // 2)}
        else:
            chance = draw.choice([0.08, 0.15, 0.25]) if number % 3 == 0 else draw.choice([0.3, 0.45])
            edges = {(a, b) for a in range(nodes) for b in range(nodes) if draw.random() < chance}
        yield nodes, sorted((a, b) for a, b in edges if a != b), draw.randint(2, 7)


def main():
    print("[")
    cases = list(graphs(150))
    for number, (nodes, edges, length) in enumerate(cases):
        graph = networkx.DiGraph(edges)
        cycles = sorted((rotated(c) for c in networkx.simple_cycles(graph, length_bound=length)), key=lambda c: (len(c), c))
        case = {"nodes": nodes, "edges": edges, "length": length, "count": len(cycles), "cycles": cycles[:60]}
        print(json.dumps(case, separators=(",", ":")) + ("," if number + 1 < len(cases) else ""))
    print("]")


main()
