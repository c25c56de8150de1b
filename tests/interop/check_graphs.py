"""Graph formats in the tools that read them: the same parties, deals and facts come out of each."""

import csv
import io
import json
import re
import shutil
import tempfile

import kuzu
import networkx as nx
import pydot
import rdflib

from common import ARTICLES, FOLDER, check, expected, read, run, visible

CASES = ARTICLES + ["hostile-document", "hostile-graph"]


def facts(edge, show=str):
    amount = None if edge["amount_max"] is None else float(edge["amount_max"])
    return (show(edge["from"]), show(edge["to"]), edge["deal_type"], edge["flow"], edge["status"], edge["hearsay"], amount)


def wanted(case, show=visible):
    graph = expected(case)
    return {show(n["id"]): show(n["name"]) for n in graph["nodes"]}, sorted(map(str, (facts(e, show) for e in graph["edges"])))


def compare(case, what, nodes, edges, show=visible):
    names, deals = wanted(case, show)
    check(f"{what} {case} nodes", nodes, names)
    check(f"{what} {case} edges", sorted(map(str, edges)), deals)


def from_networkx(graph):
    nodes = {n: d["name"] for n, d in graph.nodes(data=True)}
    edges = [(a, b, d["deal_type"], d["flow"], d["status"], d["hearsay"], d.get("amount_max")) for a, b, d in graph.edges(data=True)]
    return nodes, [tuple(e[:6]) + (None if e[6] is None else float(e[6]),) for e in edges]


def check_graphml():
    for case in CASES:
        compare(case, "graphml", *from_networkx(nx.read_graphml(FOLDER / case / "graphml.graphml", force_multigraph=True)))


def check_gexf():
    for case in CASES:
        graph = nx.read_gexf(FOLDER / case / "gexf.gexf")
        compare(case, "gexf", *from_networkx(graph))


def check_node_link():
    for case in CASES:
        data = json.loads(read(case, "node-link.json"))
        graph = nx.node_link_graph(data)
        check(f"node-link {case} kind", (graph.is_directed(), graph.is_multigraph()), (True, True))
        check(f"node-link {case} cycles", len(graph.graph["cycles"]), expected(case)["cycles"])
        compare(case, "node-link", *from_networkx(graph), show=str)
        # Circular financing that we list is a cycle there too, with goods and ownership the way that their payment goes.
        for cycle in graph.graph["cycles"]:
            check(f"node-link {case} cycle", len(cycle["nodes"]) >= 2 and len(cycle["edges"]) >= 2, True)


def unquoted(text):
    """What Graphviz makes of a quoted string that it draws."""
    text = text[1:-1].replace('\\"', '"')
    out, at = [], 0
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text):
            out.append({"n": "\n"}.get(text[at + 1], text[at + 1]))
            at += 2
        else:
            out.append(text[at])
            at += 1
    return "".join(out)


def check_dot():
    for case in CASES:
        (graph,) = pydot.graph_from_dot_data(read(case, "dot.dot"))
        show = lambda text: visible(text).replace("\r", "\u240d")
        name = lambda text: show(text).replace("\\", "\u29f5")
        ids = {n.get_name(): unquoted(n.get("id")) for n in graph.get_nodes() if n.get("id")}
        nodes = {unquoted(n.get("id")): unquoted(n.get("label")) for n in graph.get_nodes() if n.get("id")}
        number = lambda e: float(unquoted(e.get("amount_max"))) if e.get("amount_max") else None
        edges = [(ids[e.get_source()], ids[e.get_destination()], *(unquoted(e.get(a)) for a in ("deal_type", "flow", "status")),
                  unquoted(e.get("hearsay")) == "true", number(e)) for e in graph.get_edges()]
        names, deals = wanted(case, show)
        check(f"dot {case} nodes", nodes, {i: name(n) for i, n in names.items()})
        check(f"dot {case} edges", sorted(map(str, edges)), deals)


def check_csv():
    guard = lambda text: "'" + text if text[:1] in tuple("=+-@\t\r\n") else text
    show = lambda text: guard(visible(text))
    for case in CASES:
        nodes = {r["id"]: r["name"] for r in csv.DictReader(io.StringIO(read(case, "csv-nodes.csv"), newline=""))}
        rows = list(csv.DictReader(io.StringIO(read(case, "csv-edges.csv"), newline="")))
        edges = [(r["from"], r["to"], r["deal_type"], r["flow"], r["status"], r["hearsay"] == "true", float(r["amount_max"]) if r["amount_max"] else None) for r in rows]
        compare(case, "csv", nodes, edges, show)
        for row in rows:
            check(f"csv {case} formula", [v for v in row.values() if v[:1] in ("=", "+", "@")], [])


def check_neo4j_csv():
    for case in CASES:
        nodes = {r["id:ID"]: r["name"] for r in csv.DictReader(io.StringIO(read(case, "neo4j-nodes.csv"), newline=""))}
        rows = list(csv.DictReader(io.StringIO(read(case, "neo4j-relationships.csv"), newline="")))
        edges = [(r[":START_ID"], r[":END_ID"], r["deal_type"], r["flow"], r["status"], r["hearsay:boolean"] == "true",
                  float(r["amount_max:double"]) if r["amount_max:double"] else None) for r in rows]
        compare(case, "neo4j", nodes, edges)
        check(f"neo4j {case} types", {r[":TYPE"] for r in rows} <= {"CAPITAL", "OWNERSHIP", "DEBT", "GOODS", "ALLIANCE"}, True)


def check_cypher():
    node = "id STRING PRIMARY KEY, name STRING, type STRING, key STRING, name_zh STRING, name_en STRING, tickers STRING, documents INT64, mentions INT64"
    edge = ("id STRING, documents STRING, deal_type STRING, flow STRING, deal STRING, status STRING, other_statuses STRING, hearsay BOOLEAN, amount STRING, currency STRING, "
            "amount_min DOUBLE, amount_max DOUBLE, amounts STRING, percent DOUBLE, shares DOUBLE, round STRING, date_from STRING, date_to STRING, first_reported STRING, "
            "last_reported STRING, sources INT64, confidence DOUBLE, tags STRING, evidence STRING, rules STRING")
    for case in CASES:
        folder = tempfile.mkdtemp()
        base = kuzu.Connection(kuzu.Database(folder + "/base"))
        base.execute(f"CREATE NODE TABLE Party({node})")
        for kind in ("CAPITAL", "OWNERSHIP", "DEBT", "GOODS", "ALLIANCE"):
            base.execute(f"CREATE REL TABLE {kind}(FROM Party TO Party, {edge})")
        # Twice: the script merges. The constraint is Neo4j's own.
        for _ in range(2):
            # A name may hold a line break; a statement ends with one after its semicolon.
            for statement in re.findall(r"(?:'(?:[^'\\]|\\.)*'|[^';])+;", read(case, "cypher.cypher"), re.S):
                if not statement.strip().startswith("CREATE CONSTRAINT"):
                    base.execute(statement)
        rows = lambda query: base.execute(query).get_all()
        nodes = dict(rows("MATCH (p:Party) RETURN p.id, p.name"))
        edges = [tuple(r) for r in rows("MATCH (a)-[d]->(b) RETURN a.id, b.id, d.deal_type, d.flow, d.status, d.hearsay, d.amount_max")]
        compare(case, "cypher", nodes, edges)
        shutil.rmtree(folder)


def check_rdf():
    for case in CASES:
        turtle = rdflib.Graph().parse(data=read(case, "turtle.ttl"), format="turtle")
        json_ld = rdflib.Graph().parse(data=read(case, "json-ld.jsonld"), format="json-ld")
        check(f"rdf {case} both forms say the same", set(turtle) ^ set(json_ld), set())
        names = {str(r[0]) for r in turtle.query("SELECT ?n { ?p <urn:dealgraph:ns#key> ?k ; <https://schema.org/name> ?n }")}
        check(f"rdf {case} names", names, {n["name"] for n in expected(case)["nodes"]})
        query = """PREFIX dg: <urn:dealgraph:ns#> SELECT ?status (COUNT(?d) AS ?n) { ?d a dg:Deal ; dg:status ?status ; dg:from ?a ; dg:to ?b } GROUP BY ?status"""
        counts = {}
        for deal in expected(case)["edges"]:
            counts[deal["status"]] = counts.get(deal["status"], 0) + 1
        check(f"rdf {case} deals", {str(r[0]): int(r[1]) for r in turtle.query(query)}, counts)


run(dict(globals()))
