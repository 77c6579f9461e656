"""Reference values of core/tests/learn/reasons.rs from another implementation (shap 0.49.1, numpy 2.4.6, Python 3.11).

    pip install shap==0.49.1
    python3 -P core/tests/oracles/learn_shap.py > core/tests/learn/data/shap.json

Draws a booster of numeric columns in the form in which one is stored: small trees, and a deep one that asks the same
columns again and again. Hands the same trees to shap as its own arrays and prints both, with rows of which some values
are missing.
"""
import json
import random

import numpy as np
import shap

random.seed(20)
COLUMNS, CUTS = 7, 9
LEAF = 128
cuts = [sorted(round(random.uniform(-2, 2), 3) for _ in range(CUTS)) for _ in range(COLUMNS)]


def grow(leaves, deep):
    """Nodes as they are stored, values and weights of leaves; at each step the deepest leaf is split, or any."""
    nodes, places, depth = [], [None], [0]
    while len(places) < leaves:
        at = depth.index(max(depth)) if deep else random.randrange(len(places))
        column, bins = random.randrange(COLUMNS), random.randint(1, CUTS)
        # The first bin that goes left is that of missing values, or the one after it.
        first = random.randrange(2)
        nodes.append([column, 0, first, bins + 1 - first, None, None])
        if places[at] is not None:
            node, side = places[at]
            nodes[node][side] = len(nodes) - 1
        below = depth.pop(at) + 1
        places.pop(at)
        places += [(len(nodes) - 1, 4), (len(nodes) - 1, 5)]
        depth += [below, below]
    for leaf, (node, side) in enumerate(places):
        nodes[node][side] = LEAF + leaf
    values = [random.randint(-4096, 4096) / 1024 for _ in places]
    return {"nodes": nodes, "leaves": values, "cover": [random.randint(1, 9000) for _ in places]}


def arrays(tree):
    """The tree as shap takes it: a value not above the threshold goes left."""
    inner, size = len(tree["nodes"]), len(tree["nodes"]) + len(tree["leaves"])
    place = lambda child: child if child < LEAF else inner + child - LEAF
    left, right, default, feature = ([-1] * size for _ in range(4))
    threshold, values, weight = [0.0] * size, [0.0] * size, [0.0] * size
    for leaf, (value, cover) in enumerate(zip(tree["leaves"], tree["cover"])):
        values[inner + leaf], weight[inner + leaf] = value, cover
    for node in reversed(range(inner)):
        column, _, first, count, to_left, to_right = tree["nodes"][node]
        left[node], right[node] = place(to_left), place(to_right)
        default[node] = left[node] if first == 0 else right[node]
        feature[node] = column
        threshold[node] = np.nextafter(cuts[column][first + count - 2], -np.inf)
        weight[node] = weight[left[node]] + weight[right[node]]
    return {
        "children_left": np.array(left), "children_right": np.array(right), "children_default": np.array(default),
        "features": np.array(feature), "thresholds": np.array(threshold), "values": np.array(values).reshape(-1, 1),
        "node_sample_weight": np.array(weight),
    }


trees = [grow(leaves, False) for leaves in (2, 3, 4, 4, 6, 8, 9, 20)] + [grow(24, True)]
model = {
    "schema": [{"name": f"column {column}"} for column in range(COLUMNS)],
    "objective": {"kind": "logistic"}, "base": -0.75, "bins": [{"cuts": cuts} for cuts in cuts], "trees": trees,
}
rows = [[None if random.random() < 0.15 else random.uniform(-2.2, 2.2) for _ in range(COLUMNS)] for _ in range(25)]
explainer = shap.TreeExplainer({"trees": [arrays(tree) for tree in trees]}, feature_perturbation="tree_path_dependent")
table = np.array([[np.nan if cell is None else cell for cell in row] for row in rows])
contributions = explainer.shap_values(table, check_additivity=False)
expected = float(np.ravel(explainer.expected_value)[0])
print(json.dumps({"model": model, "rows": rows, "expected": expected, "contributions": contributions.tolist()}))
