#!/usr/bin/python3
"""A compiled list kept beside a large one: same mentions with it and without, never a stale or damaged one.

usage: gazetteer_compiled.py PROGRAM
"""
import json
import os
import random
import subprocess
import sys
import tempfile

from checks import ROOT, check, finish

N_NAMES = 77_000


def read(path):
    with open(path, "rb") as f:
        return f.read()


def write(path, data):
    with open(path, "wb") as f:
        f.write(data)


class Folder:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.names = os.path.join(folder, "names.jsonl")
        self.compiled = os.path.join(folder, ".names.jsonl.compiled")
        self.text = os.path.join(folder, "texts", "a.txt")

    def mentions(self, *options):
        done = subprocess.run([self.program, "mentions", self.text, os.path.join(ROOT, "data", "corpus"), "-q",
                               "--gazetteer", self.names, *options],
                              cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        return done.returncode, done.stdout, done.stderr

    def stamp(self):
        info = os.stat(self.compiled)
        return info.st_ino, info.st_mtime_ns, info.st_size


def make(folder):
    lines = subprocess.run([sys.executable, os.path.join(ROOT, "tests", "bench", "make_names.py"), str(N_NAMES)],
                           stdout=subprocess.PIPE, check=True).stdout
    lines += json.dumps({"never": ["Lemuria", "Kofi Annan"]}).encode() + b"\n"
    write(folder.names, lines)
    entities = [json.loads(line) for line in lines.splitlines()[:-1]]
    chance = random.Random(2)
    sentences = []
    for _ in range(2000):
        a, b = chance.choice(entities), chance.choice(entities)
        language = chance.choice(("ar", "en", "ru"))
        sentences.append("%s met %s." % (a["names"][language][0], b["names"][language][0]))
    os.mkdir(os.path.dirname(folder.text))
    write(folder.text, ("Kofi Annan left. مدير مالي. في مالي.\n" + "\n".join(sentences)).encode())


def other_spellings(program):
    """What names in other spellings are compared with lies in the compiled list too."""
    with tempfile.TemporaryDirectory() as path:
        folder = Folder(program, path)
        write(folder.names, b"".join(
            json.dumps({"id": "organization:q%d" % i, "type": "organization",
                        "names": {"en": ["Zorblax Company%d Quux" % i]}}).encode() + b"\n" for i in range(45_000)))
        os.mkdir(os.path.dirname(folder.text))
        write(folder.text, "هنأ الملك الرئيس ميشيل كفاندو بالعيد الوطني.".encode())
        plain = folder.mentions("--not-compiled")
        check("a listed name in another spelling", b'"person:michel-kafando"' in plain[1], plain[2])
        check("the same compiled", folder.mentions() == plain and os.path.exists(folder.compiled) and folder.mentions() == plain)


def shipped(program):
    """The names that come with the program lie compiled beside it."""
    check("made by the build", os.path.getsize(os.path.join(os.path.dirname(program), "names.compiled")) > 1_000_000)
    corpus = os.path.join(ROOT, "data", "corpus")
    with tempfile.TemporaryDirectory() as folder:
        decisions = os.path.join(folder, "decisions")
        write(decisions, b'not "Ban Ki-moon"\ndifferent state:RU state:SU\n')
        text = os.path.join(folder, "a.txt")
        write(text, b"He addressed the House of Representatives of the Netherlands.\n")
        for what, options in (("as they are", []), ("with adjectives", ["--adjectives", "state"]),
                              ("listed alone", ["--find", "gazetteer"]), ("with decisions", ["--decisions", decisions])):
            found = [subprocess.run([program, "mentions", corpus, text, "-q", *options, *more], stdout=subprocess.PIPE,
                                    stderr=subprocess.PIPE, check=True).stdout for more in ([], ["--not-compiled"])]
            check("the shipped names " + what, found[0] == found[1] and found[0].count(b'"how"') > 1000)


def main():
    shipped(os.path.abspath(sys.argv[1]))
    other_spellings(os.path.abspath(sys.argv[1]))
    with tempfile.TemporaryDirectory() as path:
        folder = Folder(os.path.abspath(sys.argv[1]), path)
        make(folder)
        plain = folder.mentions("--not-compiled")
        check("without", plain[0] == 0 and plain[1].count(b'"how"') > 3000 and not os.path.exists(folder.compiled), plain[2])
        check("no mention of what is never one", b'"label": "Kofi Annan"' not in plain[1])
        first = folder.mentions()
        check("compiled and written", first == plain and os.path.exists(folder.compiled), first[2])
        stamp = folder.stamp()
        check("used", folder.mentions() == plain and folder.stamp() == stamp)
        check("used on several threads", folder.mentions("--jobs", "3") == plain and folder.stamp() == stamp)
        listed = folder.mentions("--find", "gazetteer", "--adjectives", "state")
        check("with other options", listed == folder.mentions("--find", "gazetteer", "--adjectives", "state", "--not-compiled"))

        image = read(folder.compiled)
        os.unlink(folder.compiled)
        os.mkfifo(folder.compiled)
        check("a pipe of that name holds nothing up", folder.mentions() == plain)
        os.unlink(folder.compiled)
        write(folder.compiled, image)
        chance = random.Random(3)
        for number in range(5):
            broken = bytearray(image)
            broken[chance.randrange(len(image))] ^= 1 << chance.randrange(8)
            write(folder.compiled, broken)
            check("damaged at one bit %d" % number, folder.mentions() == plain and read(folder.compiled) == image)
        for what, data in (("cut off", image[:len(image) // 2]), ("cut in its beginning", image[:40]), ("empty", b""),
                           ("longer", image + b"\0" * 64)):
            write(folder.compiled, data)
            check(what, folder.mentions() == plain and (read(folder.compiled) == image or what == "longer"), what)
            write(folder.compiled, image)
        write(folder.compiled, image[:16] + b"0" * 16 + image[32:])
        check("of another program", folder.mentions() == plain and read(folder.compiled) == image)
        for strange in (b"my own notes, longer than sixteen bytes\n", b"short"):
            write(folder.compiled, strange)
            check("a file of the user's of that name stays", folder.mentions() == plain and read(folder.compiled) == strange)
        os.remove(folder.compiled)
        os.mkdir(folder.compiled)
        check("where it cannot be written", folder.mentions() == plain and os.listdir(folder.compiled) == [])
        os.rmdir(folder.compiled)

        folder.mentions()
        names = read(folder.names)
        line = names.splitlines()[1]
        label = json.loads(line)["names"]["en"][0].encode()
        times = os.stat(folder.names)
        write(folder.names, names.replace(label, label[:-1] + b"q", 1))
        os.utime(folder.names, ns=(times.st_atime_ns, times.st_mtime_ns))
        changed = folder.mentions()
        check("a change of one letter, same size and time", changed == folder.mentions("--not-compiled"))
        check("and written anew", read(folder.compiled) != image)
        write(folder.names, names)
        more = os.path.join(path, "more.jsonl")
        write(more, b'{"id":"organization:atlantis","type":"organization","names":{"en":["Atlantis Union"]}}\n')
        with_more = folder.mentions("--gazetteer", more)
        check("beside another list", with_more == folder.mentions("--gazetteer", more, "--not-compiled"))
        check("and without it again", folder.mentions() == plain)
        build = [subprocess.run([folder.program, "build", folder.text, "-o", "-", "--gazetteer", folder.names, "-q", *options],
                                stdout=subprocess.PIPE).stdout for options in ([], ["--not-compiled"])]
        check("the same network", build[0] == build[1] and len(build[0]) > 10000)
        own = json.loads(build[0])["shabaka"]["made"]
        check("its record counts the user's names", own["own_list"] == "added" and own["own_entities"] == names.count(b'"id"')
              and own["own_names"] == sum(len(of) for line in names.splitlines() if b'"id"' in line
                                          for lists in ("names", "alone", "short", "weak")
                                          for of in json.loads(line).get(lists, {}).values()), own)
        decisions, decided = os.path.join(path, "decisions"), folder.compiled + ".decided"
        stamp = folder.stamp()
        write(decisions, b'not "Ban Ki-moon"\nname organization:eu = Kofi\ndifferent state:RU state:SU\n')
        with_them = folder.mentions("--decisions", decisions, "--not-compiled")
        check("decisions without", with_them[0] == 0 and with_them[1] != plain[1] and not os.path.exists(decided), with_them[2])
        check("with decisions it is kept too", folder.mentions("--decisions", decisions) == with_them and os.path.exists(decided))
        kept = os.stat(decided).st_ino
        check("and used", folder.mentions("--decisions", decisions) == with_them and os.stat(decided).st_ino == kept)
        check("beside the list without", folder.mentions() == plain and folder.stamp() == stamp)
        write(decisions, b"not state:RU\n")
        check("a change of them is seen", folder.mentions("--decisions", decisions)
              == folder.mentions("--decisions", decisions, "--not-compiled") and os.stat(decided).st_ino != kept)
        walked = subprocess.run([folder.program, "mentions", path, "-q", "--gazetteer", folder.names],
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        check("no text of a folder", b"compiled" not in walked.stderr, walked.stderr[:300])
    return finish()


if __name__ == "__main__":
    sys.exit(main())
