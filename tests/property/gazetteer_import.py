#!/usr/bin/python3
"""What `gazetteer import` makes of every format that it reads, beside what is expected of each line.

usage: gazetteer_import.py PROGRAM
"""
import csv
import gzip
import io
import json
import os
import subprocess
import sys
import tempfile

from checks import ROOT, check, counts, finish


def run(program, folder, *arguments, data=None):
    done = subprocess.run([program, "gazetteer", "import", *arguments], cwd=folder, input=data,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def item(number, classes, labels, aliases=None, **claims):
    """A Wikidata entity, as a dump has it."""
    def statement(value, rank="normal"):
        value = {"entity-type": "item", "id": value} if value.startswith("Q") else value
        return {"rank": rank, "mainsnak": {"snaktype": "value", "datavalue": {"value": value}}}
    made = {"P31": [statement(c) for c in classes]}
    for name, value in claims.items():
        made[name] = [statement("Q0", "deprecated"), statement(value)]
    return {"type": "item", "id": "Q%d" % number, "claims": made,
            "labels": {k: {"language": k, "value": v} for k, v in labels.items()} or [],
            "aliases": {k: [{"language": k, "value": v} for v in vs] for k, vs in (aliases or {}).items()} or []}


def wikidata(program, folder):
    entities = [
        item(1, ["Q5"], {"en": "Ada Lovelace", "ru": "Ада Лавлейс", "ar": "آدا لوفلايس", "fr": "Ada de Lovelace"},
             {"en": ["Ada", "Countess of Lovelace", "Ada Lovelace"]}, P21="Q6581072"),
        item(2, ["Q99999", "Q3624078"], {"en": "Atlantis"}, P297="XA"),
        item(3, ["Q99999"], {"en": "Lemuria"}, P297="XB"),
        item(4, ["Q15634554"], {"mul": "Mu", "ru": "Му"}),
        item(5, ["Q3024240"], {"en": "Old Land"}, P773="SUHH"),
        item(6, ["Q7278"], {"ar": "حزب القمر"}),
        item(7, ["Q577"], {"en": "year"}),
        item(8, ["Q5"], {"ja": "名"}),
        {"type": "property", "id": "P31", "labels": {"en": {"value": "instance of"}}, "claims": []},
    ]
    dump = "[\n" + ",\n".join(json.dumps(e, ensure_ascii=i % 2 == 0) for i, e in enumerate(entities)) + "\n]\n"
    with gzip.open(os.path.join(folder, "dump.json.gz"), "wt", encoding="utf-8") as out:
        out.write(dump)
    status, out, err = run(program, folder, "dump.json.gz")
    want = [
        {"id": "person:Q1", "type": "person", "wikidata": "Q1", "gender": "f",
         "names": {"ar": ["آدا لوفلايس"], "en": ["Ada Lovelace", "Countess of Lovelace"], "ru": ["Ада Лавлейс"]},
         "short": {"en": ["Ada"]}},
        {"id": "state:XA", "type": "state", "wikidata": "Q2", "names": {"en": ["Atlantis"]}},
        {"id": "state:XB", "type": "state", "wikidata": "Q3", "names": {"en": ["Lemuria"]}},
        {"id": "state:Q4", "type": "state", "wikidata": "Q4", "names": {"en": ["Mu"], "ru": ["Му"]}},
        {"id": "state:SU", "type": "state", "wikidata": "Q5", "names": {"en": ["Old Land"]}},
        {"id": "organization:Q6", "type": "organization", "wikidata": "Q6", "names": {"ar": ["حزب القمر"]}},
    ]
    check("wikidata entities", lines(out) == want, out)
    check("wikidata: a nameless person is skipped", status == 3 and "dump.json.gz:9: 1 line: no name" in err, err)
    check("wikidata: other classes are passed over", "2 lines are no person, state or organization" in err, err)
    with open(os.path.join(folder, "classes.tsv"), "w") as f:
        f.write("Q577\torganization\tas a test\n")
    status, out, _ = run(program, folder, "--classes", "classes.tsv", "-", data=json.dumps(entities[6]).encode())
    check("wikidata: further classes", status == 0 and lines(out)[0]["id"] == "organization:Q7", out)


def follow_the_money(program, folder):
    def entity(ident, schema, **properties):
        return {"id": ident, "caption": properties["name"][0], "schema": schema, "properties": properties}
    rows = [
        entity("NK-1", "Company", name=["MOON OIL COMPANY", "Лунная нефть"], alias=["Moon Oil"], weakAlias=["MO"],
               jurisdiction=["ru"]),
        entity("Q1", "Person", name=["LOVELACE, Ada"], alias=["Ada"], country=["gb", "us"], gender=["female"]),
        entity("cn", "Country", name=["Cathay"], code=["cn"]),
        entity("gov", "PublicBody", name=["وزارة القمر"], country=["eu"]),
        entity("ship", "Vessel", name=["Argo"]),
    ]
    with open(os.path.join(folder, "entities.ftm.json"), "w", encoding="utf-8") as f:
        f.writelines(json.dumps(row) + "\n" for row in rows)
    status, out, err = run(program, folder, "entities.ftm.json")
    want = [
        {"id": "organization:NK-1", "type": "organization", "owner": "state:RU",
         "names": {"en": ["Moon Oil Company", "Moon Oil"], "ru": ["Лунная нефть"]}, "weak": {"en": ["MO"]}},
        {"id": "person:Q1", "type": "person", "wikidata": "Q1", "gender": "f", "state": "state:GB",
         "names": {"en": ["Ada Lovelace"]}, "short": {"en": ["Ada"]}},
        {"id": "state:CN", "type": "state", "names": {"en": ["Cathay"]}},
        {"id": "organization:gov", "type": "organization", "names": {"ar": ["وزارة القمر"]}},
    ]
    check("FollowTheMoney entities", status == 0 and lines(out) == want, out + err)


def tables(program, folder):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["ID", "Schema", "name_en", "الاسم", "Aliases", "Countries", "birth_date"])
    writer.writerow(["a/b", "Person", "Ada Lovelace", "آدا لوفلايس", "Countess|Lady \"A\" L", "gb;us", "1815"])
    writer.writerow(["a b", "Organization", "Moon; Sons", "", "", "", ""])
    writer.writerow(["", "Organization", "Moon Club", "", "", "", ""])
    writer.writerow(["", "Organization", "", "نادي القمر", "", "", ""])
    writer.writerow(["x", "Address", "Street", "", "", "", ""])
    writer.writerow(["y", "", "Nothing", "", "", "", ""])
    writer.writerow(["z", "Person", "2011", "", "", "", ""])
    text = "\ufeff" + out.getvalue() + 'q;Person;"open\n'
    with open(os.path.join(folder, "list.csv"), "w", encoding="utf-8", newline="") as f:
        f.write(text)
    status, out, err = run(program, folder, "list.csv")
    got = lines(out)
    check("table: persons", got[0]["names"] == {"ar": ["آدا لوفلايس"], "en": ["Ada Lovelace", "Lady \"A\" L"]} and
          got[0]["short"] == {"en": ["Countess"]} and got[0]["state"] == "state:GB", out)
    check("table: ids that were mended stay apart",
          got[0]["id"].startswith("person:a-b-") and got[1]["id"].startswith("organization:a-b-") and
          got[0]["id"][7:] != got[1]["id"][13:], out)
    check("table: one name with a semicolon", got[1]["names"]["en"] == ["Moon; Sons"], out)
    check("table: an id from the name", got[2]["id"] == "organization:moon-club", out)
    check("table: an id from an Arabic name", got[3]["id"].startswith("organization:n-"), out)
    check("table: no more", len(got) == 4, out)
    check("table: the columns are told", "name_en as names" in err and "not used: birth_date" in err, err)
    check("table: skipped lines by reason", status == 3 and "list.csv:7: 1 line: no type" in err and
          "list.csv:8: 1 line: no name" in err and "list.csv:9: 1 line: broken quotes" in err, err)
    status, out, _ = run(program, folder, "--type", "person", "-",
                         data="first name\tfamily name\tqid\nAda\tLovelace\thttp://www.wikidata.org/entity/Q1\n".encode())
    check("table from a pipe, names in two columns", lines(out) == [
        {"id": "person:Q1", "type": "person", "wikidata": "Q1", "names": {"en": ["Ada Lovelace"]}}], out)
    status, out, err = run(program, folder, "--type", "person", "-",
                           data="name,type\nAda Lovelace,Person\nMoon Rocket,spaceship\nGrace Hopper,\n".encode())
    check("table: another type is not the one for lines without", [line["names"]["en"] for line in lines(out)] ==
          [["Ada Lovelace"], ["Grace Hopper"]] and "1 lines are no person, state or organization" in err, out + err)
    status, out, _ = run(program, folder, "--type", "person", "-",
                         data='name\n"PUTIN, Vladimir"\nPUTIN\nМЕРКЕЛЬ\nMBS\n'.encode())
    check("table: a person's names in capitals, the type given", [line["names"] for line in lines(out)] ==
          [{"en": ["Vladimir Putin"]}, {"en": ["Putin"]}, {"ru": ["Меркель"]}, {"en": ["MBS"]}], out)
    status, out, err = run(program, folder, "-", data=b"when,where\n1,2\n")
    check("table without names", status == 1 and "no column of names" in err and not out, err)


def objects(program, folder):
    own = {"id": "person:ada", "type": "person", "names": {"en": ["Ada Lovelace"]}, "alone": {"en": ["Lovelace"]},
           "offices": [{"title": "analyst"}]}
    rows = [json.dumps(own), '{"name": {"en": "Moon Club", "ru": ["Лунный клуб"], "ja": "x"}, "type": "organisation"}',
            '{"id": "person:ada", "type": "organization", "names": {"en": ["Ada"]}}', '[1, 2]', '{"never": ["moon"]}',
            '{"id": "ada", "type": "person", "names": {"ru": ["Ада Лавлейс"]}}', "\xff", '{"id": "b", "names": {"en": 7}}']
    text = b"\n".join(b"\xff" if row == "\xff" else row.encode() for row in rows)
    with open(os.path.join(folder, "own.jsonl"), "wb") as f:
        f.write(text)
    status, out, err = run(program, folder, "own.jsonl", "-o", "out.jsonl")
    got = lines(open(os.path.join(folder, "out.jsonl"), encoding="utf-8").read())
    check("our lines stay", got[0] == own, got)
    check("other objects", got[1] == {"id": "organization:moon-club", "type": "organization",
                                      "names": {"en": ["Moon Club"], "ru": ["Лунный клуб"]}}, got)
    check("names that are none stay", got[2] == {"never": ["moon"]}, got)
    check("an id without its prefix is the same id", got[3]["id"] == "person:ada" and "1 lines repeat an id" in err, err)
    check("faults by reason", status == 3 and len(got) == 4 and "own.jsonl:3: 1 line: an id of another type" in err and
          "own.jsonl:4: 1 line: no JSON object" in err and "own.jsonl:7: 1 line: no UTF-8" in err and
          "own.jsonl:8: 1 line: no type" in err, err)
    again = run(program, folder, "out.jsonl")
    check("what was written is read the same", again[0] == 0 and lines(again[1]) == got, again)
    listed = subprocess.run([program, "gazetteer", "find", "Ада Лавлейс", "--json", "--gazetteer-only", "out.jsonl"],
                            cwd=folder, stdout=subprocess.PIPE).stdout.decode()
    check("it can be loaded", '"person:ada"' in listed, listed)
    status, out, err = run(program, folder, "-", "-o", "out.jsonl", data=b'{"name": "x"}\n{broken\n')
    check("nothing understood: a failure", status == 1 and "none of 2 lines" in err, err)
    check("the old file stays", len(lines(open(os.path.join(folder, "out.jsonl"), encoding="utf-8").read())) == 4)


def schema():
    try:
        import jsonschema
    except ImportError:
        return None
    with open(os.path.join(ROOT, "data", "gazetteer", "schema.json"), encoding="utf-8") as f:
        return jsonschema.Draft202012Validator(json.load(f))


def fits_schema(program, folder):
    validator = schema()
    if not validator:
        return 1
    for name in ("states", "organizations", "persons"):
        with open(os.path.join(ROOT, "data", "gazetteer", name + ".jsonl"), encoding="utf-8") as f:
            wrong = [(n, error.message) for n, line in enumerate(f, 1)
                     for error in validator.iter_errors(json.loads(line))]
        check("the schema fits " + name, not wrong, wrong[:3])
    for source in ("dump.json.gz", "entities.ftm.json", "list.csv", "own.jsonl"):
        wrong = [e.message for line in lines(run(program, folder, source)[1]) for e in validator.iter_errors(line)]
        check("the schema fits what came of " + source, not wrong, wrong[:3])
    return 0


def memory(program, folder):
    """Ten times the lines, the same memory but for about 50 bytes an id."""
    peaks = []
    for n in (20_000, 200_000):
        path = os.path.join(folder, "big.jsonl")
        with open(path, "w") as f:
            f.writelines('{"id": "%d", "type": "person", "name": "Given%d Family%d", "note": "%s"}\n' % (i, i, i, "x" * 200)
                         for i in range(n))
        pid = os.spawnv(os.P_NOWAIT, program, [program, "gazetteer", "import", path, "-q", "-o",
                                               os.path.join(folder, "big.out")])
        _, status, usage = os.wait4(pid, 0)
        check("%d lines" % n, status == 0)
        peaks.append(usage.ru_maxrss * 1024)
    check("memory does not grow with the list", peaks[1] - peaks[0] < 180_000 * 100, peaks)
    with open(os.path.join(folder, "big.out")) as f:
        check("every line came through", sum(1 for _ in f) == 200_000)


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        for part in (wikidata, follow_the_money, tables, objects, memory):
            part(program, folder)
        counts["skipped"] += fits_schema(program, folder)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
