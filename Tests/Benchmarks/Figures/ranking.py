#!/usr/bin/env python3
"""Compares agent-memory with plain full-text search (FTS5, bm25, any of the words), question by question.

  ranking.py --memory PATH SET...

SET is a folder with docs.ndjson, queries.ndjson and qrels.tsv (dialogues.py makes one). For each set and method: mean
nDCG@10 and recall at 5 and 10; then ours against each other: wins, losses and ties of nDCG@10, and how likely such a
count of wins, or a more lopsided one, is by chance (sign test, two-sided).
"""
import argparse, json, math, os, re, sqlite3, subprocess, tempfile

STOP = set("""a about above after again against all am an and any are as at be because been before being below between both but by
can cannot could d did do does doing don down during each few for from further had has have having he her here hers herself him
himself his how i if in into is it its itself just ll m me more most my myself no nor not now o of off on once only or other our
ours ourselves out over own re s same she should so some such t than that the their theirs them themselves then there these they
this those through to too under until up ve very was we were what when where which while who whom why will with would you your
yours yourself yourselves""".split())


def load(path):
    def lines(name):
        with open(os.path.join(path, name), encoding="utf-8") as file: return [json.loads(line) for line in file if line.strip()]
    judged = {}
    with open(os.path.join(path, "qrels.tsv"), encoding="utf-8") as file:
        for line in file:
            question, document, grade = line.rstrip("\n").split("\t")
            judged.setdefault(question, {})[document] = int(grade)
    questions = [q for q in lines("queries.ndjson") if q["id"] in judged]
    return lines("docs.ndjson"), questions, judged


def plain(documents, questions, tokenizer, drops):
    """What FTS5 finds within a question's scope."""
    db = sqlite3.connect(":memory:")
    db.execute(f"CREATE VIRTUAL TABLE t USING fts5(text, scope UNINDEXED, tokenize='{tokenizer}')")
    db.executemany("INSERT INTO t(rowid, text, scope) VALUES (?,?,?)",
                   [(n + 1, d["text"], d.get("scope", "")) for n, d in enumerate(documents)])
    found = {}
    for q in questions:
        words = re.findall(r"\w+", q["text"].lower())
        telling = [w for w in words if w not in STOP] if drops else words
        match = " OR ".join(f'"{w}"' for w in dict.fromkeys(telling or words))
        where = " AND scope = ?" if "scope" in q else ""
        rows = db.execute(f"SELECT rowid FROM t WHERE t MATCH ?{where} ORDER BY rank LIMIT 10",
                          (match, q["scope"]) if where else (match,))
        found[q["id"]] = [documents[n - 1]["id"] for (n,) in rows]
    return found


def ours(program, documents, questions, learns):
    with tempfile.TemporaryDirectory() as directory:
        environment = {**os.environ, "AGENT_RUNTIME_DIR": os.path.join(directory, "runtime")}

        def run(arguments, values=None):
            text = "".join(json.dumps(value) + "\n" for value in values or []).encode()
            return subprocess.run([program, *arguments], input=text, stdout=subprocess.PIPE, env=environment, check=True).stdout
        run(["add", "--input", "ndjson", "-q"], documents)
        if learns: run(["optimize", "-q"])
        asked = [{"id": q["id"], "query": q["text"], "scope": q.get("scope", "all")} for q in questions]
        lines = run(["search", "--batch", "-j", "-k", "10"], asked).splitlines()
        results = [json.loads(line) for line in lines]
        return {r["id"]: [hit["id"] for hit in r["results"]] for r in results if r["type"] == "result"}


def gain(found, grades):
    had = sum((2 ** grades.get(d, 0) - 1) / math.log2(i + 2) for i, d in enumerate(found[:10]))
    best = sum((2 ** g - 1) / math.log2(i + 2) for i, g in enumerate(sorted(grades.values(), reverse=True)[:10]))
    return had / best if best else 0


def chance(wins, losses):
    count, few = wins + losses, min(wins, losses)
    if not count: return 1.0
    return min(1.0, 2 * sum(math.comb(count, k) for k in range(few + 1)) / 2 ** count)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--memory", required=True, help="agent-memory, or several separated by commas")
    parser.add_argument("--learns", action="store_true", help="run optimize, too")
    parser.add_argument("sets", nargs="+")
    options = parser.parse_args()
    for path in options.sets:
        documents, questions, judged = load(path)
        methods = {}
        for name, tokenizer in (("porter", "porter unicode61 remove_diacritics 2"), ("unicode61", "unicode61")):
            for drops in (False, True):
                methods[f"FTS5 {name}{', no stop words' if drops else ''}"] = plain(documents, questions, tokenizer, drops)
        for number, program in enumerate(options.memory.split(",")):
            methods[f"ours {number + 1}"] = ours(program, documents, questions, False)
            if options.learns: methods[f"ours {number + 1}, learnt"] = ours(program, documents, questions, True)
        print(f"{os.path.basename(path.rstrip('/'))}: {len(documents)} entries, {len(questions)} questions")
        gains = {}
        for name, found in methods.items():
            gains[name] = [gain(found.get(q["id"], []), judged[q["id"]]) for q in questions]
            recalls = []
            for k in (5, 10):
                recalls.append(sum(len(set(found.get(q["id"], [])[:k]) & set(judged[q["id"]])) / len(judged[q["id"]]) for q in questions))
            mean = sum(gains[name]) / len(questions)
            print(f"  {name:32} nDCG@10 {mean:.4f}  recall@5 {recalls[0] / len(questions):.4f}  @10 {recalls[1] / len(questions):.4f}")
        for mine in [name for name in methods if name.startswith("ours")]:
            for other in [name for name in methods if name != mine]:
                wins = sum(a > b for a, b in zip(gains[mine], gains[other]))
                losses = sum(a < b for a, b in zip(gains[mine], gains[other]))
                print(f"  {mine} against {other}: {wins} won, {losses} lost, {len(questions) - wins - losses} equal, p = {chance(wins, losses):.2g}")


if __name__ == "__main__":
    main()
