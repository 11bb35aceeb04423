#!/usr/bin/env python3
"""How many names of a hand-tagged corpus the whole program (list, patterns and tagger)
finds to the word, by a tagger that has not seen them.

usage: spans.py [-v] [-k FOLDS] [-f FOLD]... [-m FOLDER] [-u TEXT] BUILD CLASSES FILE.tsv

The corpus (token TAB IOB2 tag a line, a blank line between sentences) is cut into FOLDS runs
(default 5) of whole texts. For each FOLD asked for (default: all) a tagger is trained on
the others as data/models/train/make.sh does it, and stands in place of the shipped one
while `BUILD/shabaka mentions` reads the fold. CLASSES: as BUILD/data/models/train/classes
writes them. -u: running text in which the first tagger counts. -m keeps the taggers in a
folder and takes them from there. -v prints each error.

A name is right when it is the corpus's word for word, proclitics apart (they are no words
of their own there). On both sides are left off titles before persons, what a body is before
its name (agency, party, company), its nationality behind it, and quotes or brackets.
"""
import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile

from persons_eval import find, put_together, ratio, sentences

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TEXT = 20  # sentences, as the trainer counts them
TYPES = {"PER": "person", "ORG": "organization"}
MARKS = set("()[]«»“”\"'.,،:;؛-–/*")
TITLES = {
    "PER": set("السيد السيدة سيد الشيخ شيخ الأمير الامير الأميرة الملك الملكة الرئيس رئيس الدكتور دكتور الدكتورة "
               "د د. الجنرال العقيد اللواء العميد الفريق المهندس الأستاذ الاستاذ الحاج الآنسة القس البابا "
               "الإمام الامام آية الله السير اللورد الماريشال الكابتن القاضي المستشار السفير "
               "مستر مسيو Mr".split()),
    "ORG": set("وكالة صحيفة جريدة مجلة قناة فضائية محطة تلفزيون إذاعة شبكة أنباء حركة جماعة تنظيم شركة مؤسسة "
               "مجموعة مصرف نادي فريق قوة قوات مليشيا ميليشيا ميليشيات دول منظمة".split()),
}


def nationalities():
    """Arabic adjectives of states, with the article, masculine and feminine."""
    out = set()
    with open(os.path.join(ROOT, "data/gazetteer/states.jsonl")) as file:
        for line in file:
            for word in json.loads(line).get("adjectives", {}).get("ar", []):
                out |= {"ال" + word, "ال" + word + "ة"}
    return {levelled(word) for word in out}


def levelled(word):
    return word.translate(str.maketrans("أإآى", "اااي"))


def bare(word):
    return word[1:] if len(word) > 3 and word[0] in "وبلف" else word


def trimmed(words, first, end, kind):
    """The span without marks around it and titles before its name."""
    while first < end and all(c in MARKS for c in words[first]):
        first += 1
    while first < end and all(c in MARKS for c in words[end - 1]):
        end -= 1
    if kind == "ORG" and end - first > 1 and levelled(words[end - 1]) in NATIONALITIES:
        end -= 1
    while first + 1 < end and {words[first], bare(words[first])} & TITLES[kind]:
        first += 1
        while first + 1 < end and all(c in MARKS for c in words[first]):
            first += 1
    return first, end


NATIONALITIES = nationalities()


class Text:
    """Sentences put together, and where each of their words stands."""

    def __init__(self):
        self.text, self.words, self.tags, self.places = "", [], [], []

    def add(self, sentence):
        own, _ = put_together(sentence, "")
        end = 0
        for token, tag in sentence:
            start = own.index(token, end)
            end = start + len(token)
            self.places.append((len(self.text) + start, len(self.text) + end))
            self.words.append(token)
            self.tags.append(tag)
        self.text += own + "\n"

    def gold(self, kind):
        spans = []
        for i, tag in enumerate(self.tags):
            if tag == "B-" + kind:
                spans.append([i, i + 1])
            elif tag == "I-" + kind and spans and spans[-1][1] == i:
                spans[-1][1] = i + 1
        return {trimmed(self.words, a, b, kind) for a, b in spans}

    def found(self, finds, kind):
        """Spans in words, and how they were found."""
        out = {}
        for start, end, how in finds:
            own = [i for i, (a, b) in enumerate(self.places) if a < end and start < b]
            if own:
                out[trimmed(self.words, own[0], own[-1] + 1, kind)] = how
        return out

    def around(self, first, end):
        words = self.words
        return (" ".join(words[max(0, first - 5):first]), " ".join(words[first:end]),
                " ".join(words[end:end + 4]))


def cut(path, folds):
    """For each fold, its sentences."""
    all_sentences = list(sentences(path))
    texts = (len(all_sentences) + TEXT - 1) // TEXT
    out = [[] for _ in range(folds)]
    for i, sentence in enumerate(all_sentences):
        out[(i // TEXT) * folds // texts].append(sentence)
    return out


def tagger(args, folds, fold, folder):
    """A data folder with a tagger that knows all but one fold."""
    data = os.path.join(folder, f"data{fold}")
    language = os.path.basename(args.file).split(".")[0]
    os.makedirs(os.path.join(data, "models"), exist_ok=True)
    shipped = os.path.join(ROOT, "data")
    for place in ("gazetteer", "language"):
        link = os.path.join(data, place)
        if not os.path.lexists(link):
            os.symlink(os.path.join(shipped, place), link)
    model = os.path.join(data, "models", language + ".tagger")
    if os.path.exists(model):
        return data
    rest = os.path.join(folder, f"rest{fold}.tsv")
    with open(rest, "w") as out:
        for other, own in enumerate(folds):
            for sentence in own if other != fold else ():
                out.write("".join(f"{a}\t{b}\n" for a, b in sentence) + "\n")
    command = [os.path.join(args.build, "data/models/train/train"), "-d", shipped, "-c", args.classes,
               "-n", str(args.models), "-k", args.calibration, "-o", model]
    for text in args.u:
        command += ["-u", text]
    subprocess.run(command + [rest], check=True, stderr=subprocess.DEVNULL)
    return data


def measure(args, own, total):
    texts = []
    for i, sentence in enumerate(own):
        if i % TEXT == 0:
            texts.append(Text())
        texts[-1].add(sentence)
    program = os.path.join(args.build, "shabaka")
    for kind, name in TYPES.items():
        for text, finds in zip(texts, find(program, [t.text for t in texts], name)):
            gold, found = text.gold(kind), text.found(finds, kind)
            total[kind, "gold"] += len(gold)
            total[kind, "found"] += len(found)
            total[kind, "right"] += len(gold & set(found))
            for span, how in found.items():
                total[kind, how, "found"] += 1
                total[kind, how, "right"] += span in gold
            for span in sorted(gold ^ set(found)) if args.v else ():
                how = found.get(span, "missed")
                before, name_words, after = text.around(*span)
                print(f"{'+' if span in found else '-'} {kind} {how}: {before} [[ {name_words} ]] {after}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("-v", action="store_true", help="print errors")
    parser.add_argument("-k", type=int, default=5, help="folds")
    parser.add_argument("-f", type=int, action="append", help="fold to measure, from 0")
    parser.add_argument("-m", help="folder that keeps the taggers")
    parser.add_argument("-u", action="append", default=[], help="running text")
    parser.add_argument("--models", type=int, default=3, help="averaged")
    parser.add_argument("--calibration", default="0.698,0.179", help="of the tagger's confidence")
    parser.add_argument("build")
    parser.add_argument("classes")
    parser.add_argument("file")
    args = parser.parse_args()
    folds = cut(args.file, args.k)
    total = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        for fold in args.f or range(args.k):
            os.environ["SHABAKA_DATA"] = tagger(args, folds, fold, args.m or folder)
            measure(args, folds[fold], total)
    for kind in TYPES:
        precision = ratio(total[kind, "right"], total[kind, "found"])
        recall = ratio(total[kind, "right"], total[kind, "gold"])
        ways = " ".join(f"{key[1]} {total[kind, key[1], 'right']}/{total[key]}"
                        for key in sorted(total) if key[0] == kind and key[2:] == ("found",))
        print(f"{kind} names {total[kind, 'gold']} P {precision:.3f} R {recall:.3f} "
              f"F1 {ratio(2 * precision * recall, precision + recall):.3f}  {ways}")


if __name__ == "__main__":
    sys.exit(main())
