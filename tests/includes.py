#!/usr/bin/python3
"""A stage includes only stages before it and base/; libraries stay in their rooms."""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ORDER = ["base", "text", "read", "tagger", "gazetteer", "entities", "cooccurrence", "network", "export"]
# A room may also be one file: cooccurrence.c beside cooccurrence/.
LATER = {"mentions_lines": "cooccurrence", "methods": "network", "pipeline": "export"}
OWN_WORLD = {"draw", "cli"}
# Which library may show up in which room.
LIBRARIES = {
    "igraph/": {"network/bridge", "network/measures", "network/groups", "network/shape",
                "network/layout", "network/place", "network/centrality"},
    "unicode/": {"text", "read", "gazetteer"},
    "jansson.h": {"gazetteer", "mentions_lines", "methods", "export", "cooccurrence"},
    "graphviz/": {"draw"},
    "pango/": {"draw/letters"},
    "libxml/": {"export"},
    "zlib.h": {"read", "export"},
    "zstd.h": {"read", "tagger"},
    "cmocka.h": set(),
}


def room_of(path):
    parts = path.split(os.sep)
    return parts[0] if len(parts) > 1 else os.path.splitext(parts[0])[0]


def main():
    problems, looked = [], 0
    source = os.path.join(ROOT, "src")
    for folder, _, names in os.walk(source):
        for name in names:
            if not name.endswith((".c", ".h")):
                continue
            looked += 1
            path = os.path.relpath(os.path.join(folder, name), source)
            room = room_of(path)
            stage = LATER.get(room, room)
            text = open(os.path.join(folder, name), encoding="utf-8").read()
            for quoted, system in re.findall(r'^#include (?:"([^"]+)"|<([^>]+)>)', text, re.M):
                if quoted:
                    other = room_of(quoted)
                    other = LATER.get(other, other)
                    if room == "cli" and other != "cli":
                        problems.append("%s: the program includes '%s', no public header" % (path, quoted))
                    elif room == "draw" and other != "draw":
                        problems.append("%s: shabaka-draw includes '%s'" % (path, quoted))
                    elif other == "draw" and quoted != "draw/protocol.h" and room != "draw":
                        problems.append("%s: includes '%s' of shabaka-draw" % (path, quoted))
                    elif (stage in ORDER and other in ORDER and ORDER.index(other) > ORDER.index(stage)):
                        problems.append("%s: includes '%s', a later stage" % (path, quoted))
                    elif stage == "network" and other in ("read", "text", "gazetteer", "entities"):
                        problems.append("%s: a network needs no '%s'" % (path, quoted))
                for prefix, rooms in LIBRARIES.items():
                    if system.startswith(prefix):
                        place = os.path.splitext(path)[0]
                        if room not in rooms and place not in rooms:
                            problems.append("%s: includes <%s>" % (path, system))
    public = os.path.join(ROOT, "include", "shabaka")
    for name in os.listdir(public):
        if not name.endswith(".h"):
            continue
        looked += 1
        for system in re.findall(r"^#include <([^>]+)>", open(os.path.join(public, name)).read(), re.M):
            if not system.startswith("shabaka/") and not re.fullmatch(r"std[a-z]+\.h", system):
                problems.append("include/shabaka/%s: includes <%s>" % (name, system))
    for problem in problems:
        print("not ok " + problem)
    print("%d passed, %d failed" % (looked - len(set(p.split(":")[0] for p in problems)), len(problems)))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
