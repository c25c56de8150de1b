"""Annotation formats in the tools that read them: every span has the words that the annotation gives it."""

import json
import re
from collections import Counter

import cassis
import conllu
import spacy
from label_studio_sdk.label_interface import LabelInterface

from common import ARTICLES, FOLDER, check, read, run, visible

CASES = ARTICLES + ["hostile-document"]


def annotation(case):
    return json.loads(read(case, "json.json"))


def mentions(case):
    return [(m["start"], m["end"], e["type"]) for e in annotation(case)["entities"] for m in e["mentions"]]


def quantities(case):
    whole = annotation(case)
    kinds = {"amounts": "amount", "percents": "percent", "shares": "shares", "dates": "date"}
    return [(q["start"], q["end"], label) for column, label in kinds.items() for q in whole[column]]


def deals(case):
    return [(e["trigger"]["start"], e["trigger"]["end"], d["type"]) for d in annotation(case)["deals"] for e in d["evidence"]]


def quotes(case):
    return [(c["start"], c["end"], "quote") for q in annotation(case)["quotes"] for c in q["content"]]


def everything(case):
    return Counter(mentions(case) + quantities(case) + deals(case) + quotes(case))


def roles(case):
    """Label of an arc, words of the deal's first trigger, place of the party."""
    return Counter((r["role"], d["evidence"][0]["trigger"]["start"], r["start"], r["end"]) for d in annotation(case)["deals"] for r in d["roles"])


# Marks of parties and speakers without a name, and of reporting words, are not findings of their own in the annotation.
OTHERS = {"party", "cue", "speaker"}


def check_brat():
    """brat's own rules: lines by their first letter, words equal to the text's, arguments that exist, types of the configuration."""
    for case in CASES:
        text, lines = read(case, "brat.txt"), read(case, "brat.ann").split("\n")
        conf = read(case, "brat-annotation.conf")
        sections = {name: body for name, body in re.findall(r"\[(\w+)\]\n(.*?)(?=\n\[|\Z)", conf, re.S)}
        declared = {s: {re.split(r"\s", l)[0] for l in body.strip().split("\n")} for s, body in sections.items()}
        check(f"brat {case} text", text, annotation(case)["text"])
        spans, events, ids = {}, {}, set()
        for line in filter(None, lines):
            key, rest = line.split("\t", 1)
            check(f"brat {case} id {key} once", key in ids, False)
            ids.add(key)
            if key[0] == "T":
                head, words = rest.split("\t")
                label, places = head.split(" ", 1)
                parts = [tuple(map(int, p.split())) for p in places.split(";")]
                check(f"brat {case} {key} words", " ".join(text[a:b] for a, b in parts), words)
                check(f"brat {case} {key} type", label in declared["entities"] | declared["events"], True)
                spans[key] = (parts[0][0], parts[-1][1], label)
            elif key[0] == "E":
                trigger, *arguments = rest.split(" ")
                kind, at = trigger.split(":")
                check(f"brat {case} {key} trigger", spans[at][2], kind)
                events[key] = (kind, at, [a.split(":") for a in arguments])
                check(f"brat {case} {key} arguments", [a for a in arguments if a.split(":")[1] not in spans], [])
            elif key[0] == "R":
                label, one, two = rest.split(" ")
                check(f"brat {case} {key} type", label in declared["relations"], True)
                check(f"brat {case} {key} ends", {one.split(":")[1], two.split(":")[1]} <= set(spans) | set(events), True)
            elif key[0] == "A":
                name, of, *_ = rest.split(" ")
                check(f"brat {case} {key}", (name in declared["attributes"], of in spans or of in events), (True, True))
            else:
                check(f"brat {case} {key} note", key[0], "#")
        check(f"brat {case} marks", Counter(s for s in spans.values() if s[2] not in OTHERS), everything(case))
        found = Counter((re.sub(r"\d+$", "", name), spans[at][0], *spans[to][:2]) for _, at, arguments in events.values() for name, to in arguments)
        check(f"brat {case} roles", Counter({k: v for k, v in found.items() if k[0] not in ("amount", "percent", "shares", "date")}), roles(case))


def check_label_studio():
    for case in CASES:
        (task,) = json.loads(read(case, "label-studio.json"))
        interface = LabelInterface(read(case, "label-studio-label-config.xml"))
        check(f"label-studio {case} configuration", interface.validate(), None)
        check(f"label-studio {case} task", interface.validate_task({"data": task["data"]}), True)
        prediction = task["predictions"][0]
        errors = interface.validate_prediction(prediction, return_errors=True)
        check(f"label-studio {case} prediction", errors, [])
        text = task["data"]["text"]
        labels = [r for r in prediction["result"] if r["type"] == "labels"]
        check(f"label-studio {case} words", [r for r in labels if text[r["value"]["start"]:r["value"]["end"]] != r["value"]["text"]], [])
        found = Counter((r["value"]["start"], r["value"]["end"], r["value"]["labels"][0]) for r in labels)
        check(f"label-studio {case} marks", Counter({k: v for k, v in found.items() if k[2] not in OTHERS}), everything(case))
        ids = {r["id"]: r["value"] for r in labels}
        relations = [r for r in prediction["result"] if r["type"] == "relation"]
        check(f"label-studio {case} relations", [r for r in relations if r["from_id"] not in ids or r["to_id"] not in ids], [])
        found = Counter((r["labels"][0], ids[r["from_id"]]["start"], ids[r["to_id"]]["start"], ids[r["to_id"]]["end"]) for r in relations)
        check(f"label-studio {case} roles", roles(case) - found, Counter())


def check_doccano():
    for case in CASES:
        document = json.loads(read(case, "doccano.jsonl"))
        check(f"doccano {case} text", document["text"], annotation(case)["text"])
        ids = {e["id"]: e for e in document["entities"]}
        check(f"doccano {case} ids", len(ids), len(document["entities"]))
        found = Counter((e["start_offset"], e["end_offset"], e["label"]) for e in document["entities"])
        check(f"doccano {case} marks", Counter({k: v for k, v in found.items() if k[2] not in OTHERS}), everything(case))
        found = Counter((r["type"], ids[r["from_id"]]["start_offset"], ids[r["to_id"]]["start_offset"], ids[r["to_id"]]["end_offset"]) for r in document["relations"])
        check(f"doccano {case} roles", roles(case) - found, Counter())


def check_web_annotation():
    for case in CASES:
        page, text = json.loads(read(case, "web-annotation.jsonl")), annotation(case)["text"]
        check(f"web-annotation {case} page", (page["@context"], page["type"]), ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage"))
        found = Counter()
        for item in page["items"]:
            check(f"web-annotation {case} item", item["type"], "Annotation")
            if item["motivation"] == "tagging":
                position, quote = item["target"]["selector"]
                start, end = position["start"], position["end"]
                check(f"web-annotation {case} words", text[start:end], quote["exact"])
                check(f"web-annotation {case} context", (text[:start].endswith(quote["prefix"]), text[end:].startswith(quote["suffix"])), (True, True))
                found[(start, end, item["body"][0]["value"])] += 1
        check(f"web-annotation {case} marks", Counter({k: v for k, v in found.items() if k[2] not in OTHERS}), everything(case))
        ids = [i["id"] for i in page["items"]]
        check(f"web-annotation {case} ids", len(set(ids)), len(ids))


def check_spacy():
    for case in CASES:
        whole = annotation(case)
        language = spacy.blank(whole["lang"] if whole["lang"] == "en" else "xx")
        document = spacy.tokens.Doc(language.vocab).from_json(json.loads(read(case, "spacy.jsonl")), validate=True)
        check(f"spacy {case} text", document.text, whole["text"])
        places = lambda spans: Counter((s.start_char, s.end_char, s.label_) for s in spans)
        check(f"spacy {case} mentions", places(document.spans["mentions"]), Counter(mentions(case)))
        check(f"spacy {case} quantities", places(document.spans["quantities"]), Counter(quantities(case)))
        check(f"spacy {case} deals", places(document.spans["deals"]), Counter(deals(case)))
        check(f"spacy {case} quotes", places(document.spans["quotes"]), Counter(quotes(case)))
        check(f"spacy {case} ents", places(document.ents) - Counter(mentions(case) + quantities(case)), Counter())
        check(f"spacy {case} has ents", len(document.ents) > 3, True)
        check(f"spacy {case} sentences", len(list(document.sents)), len(whole["sentences"]))


def check_conllu():
    for case in CASES:
        whole = annotation(case)
        sentences = conllu.parse(read(case, "conllu.conllu"))
        check(f"conllu {case} sentences", len(sentences), len(whole["sentences"]))
        for sentence in sentences:
            check(f"conllu {case} ids", [t["id"] for t in sentence], list(range(1, len(sentence) + 1)))
            for token in sentence:
                start, end = int(token["misc"]["start_char"]), int(token["misc"]["end_char"])
                form = visible(whole["text"][start:end]).replace(" ", "\u00a0")
                check(f"conllu {case} form", token["form"], form)
        starts = [(int(t["misc"]["start_char"]), t["misc"]["NER"][2:]) for s in sentences for t in s if t["misc"].get("NER", "").startswith("B-")]
        known = {(a, label) for a, _, label in mentions(case) + quantities(case)}
        check(f"conllu {case} names", [s for s in starts if s not in known], [])
        check(f"conllu {case} has names", len(starts) > 3, True)


def check_xmi():
    for case in CASES:
        whole = annotation(case)
        with open(FOLDER / case / "xmi-TypeSystem.xml", "rb") as file:
            types = cassis.load_typesystem(file)
        with open(FOLDER / case / "xmi.xmi", "rb") as file:
            cas = cassis.load_cas_from_xmi(file, typesystem=types)
        check(f"xmi {case} text", cas.sofa_string, visible(whole["text"]))
        found = Counter((a.begin, a.end, a.label) for name in ("Entity", "Quantity", "Date", "Deal", "Quote") for a in cas.select(f"dealgraph.{name}"))
        check(f"xmi {case} marks", found, everything(case))
        check(f"xmi {case} words", Counter(a.get_covered_text() for a in cas.select("dealgraph.Entity")),
              Counter(visible(m["text"]) for e in whole["entities"] for m in e["mentions"]))
        check(f"xmi {case} sentences", len(cas.select("dealgraph.Sentence")), len(whole["sentences"]))
        found = Counter((r.label, r.source.begin, r.target.begin, r.target.end) for r in cas.select("dealgraph.Relation"))
        check(f"xmi {case} roles", roles(case) - found, Counter())


run(dict(globals()))
