#!/usr/bin/env python3
"""Make name-words.{ar,en,ru}.txt and common-words.{ar,en,ru}.txt.

usage: make_name_words.py NAMES.latin-ar.tsv NAMES.latin-ru.tsv NEWS.ar NEWS.en NEWS.ru PLACES.tsv... OUT

NAMES are tab-separated pairs of name words (steveash/NETransliteration-COLING2018, from
Wikidata, CC0). NEWS are JSON lines, gzipped, with members `title` and `text`: only counts
of words are taken from them. PLACES are tables of which every word is left out: countries
and cities are no names of persons.

A name word stays where both tables know it or the news write it with a capital; it goes
where the news write it in small letters more than half as often (Arabic: where it is
among the commonest words, or such a word behind a proclitic; and where it hardly stands
but behind one and the same letter, as the end of another rare word: Ayern in Bayern). A word that the news
nearly always put last in a name gets a hyphen before it: it may end a name, not begin it. What
stands for a given name of OUT/words.jsonl in another script gets a plus before it.
"""
import collections
import gzip
import json
import os
import re
import sys
import unicodedata

WORD = re.compile(r"[^\W\d_]+")
MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad]")
ARABIC = str.maketrans("أإآٱؤئىکیگپچڤ", "اااا" + "ويي" + "كيغبجف")
SCRIPT = {"ar": re.compile("[\u0621-\u064a]{3,20}"), "en": re.compile("[a-z]{3,20}"),
          "ru": re.compile("[а-я]{3,20}")}
PROCLITICS = "وفبلك"
LIMIT = 40000
COMMON = {"ar": 12000, "en": 9000, "ru": 15000}


def fold(word):
    word = MARKS.sub("", unicodedata.normalize("NFKC", word)).lower().translate(ARABIC)
    word = word.replace("й", "\0")
    word = "".join(c for c in unicodedata.normalize("NFKD", word)
                   if not unicodedata.combining(c))
    return word.replace("\0", "й").replace("ı", "i").replace("ł", "l").replace("ø", "o")


class Counts:
    """How often each word is written, in small letters, with a capital, first, last."""

    def __init__(self, path):
        self.all, self.small, self.capital, self.first, self.last = (
            collections.Counter() for _ in range(5))
        for line in gzip.open(path, "rt"):
            record = json.loads(line)
            self.count(record["title"] + "\n" + record["text"])

    def count(self, text):
        words = [(m.group(), m.start(), m.end()) for m in WORD.finditer(
            MARKS.sub("", unicodedata.normalize("NFKC", text)))]
        capital = [w[0].isupper() and not (len(w) > 1 and w.isupper()) for w, _, _ in words]
        gaps = [0] + [gap_before(words, i) for i in range(1, len(words))] + [0]
        for i, (word, _, _) in enumerate(words):
            key = fold(word)
            self.all[key] += 1
            if word.islower():
                self.small[key] += 1
            elif capital[i]:
                before = i > 0 and capital[i - 1] and gaps[i] == 1
                after = i + 1 < len(words) and capital[i + 1] and gaps[i + 1] == 1
                self.capital[key] += not_at_start(words, i)
                self.first[key] += after and not before
                self.last[key] += before and not after


def gap_before(words, i):
    return words[i][1] - words[i - 1][2]


def not_at_start(words, i):
    """Only a space before it: after a stop or a quote a capital proves nothing."""
    return i > 0 and gap_before(words, i) == 1


def pairs(path):
    with open(path) as lines:
        next(lines)
        return [[fold(part) for part in line.rstrip("\n").split("\t")] for line in lines]


# The first letter of a name in Latin and in the other scripts, where the pair is no fault.
FIRST = {"a": "اعآаэ", "b": "بб", "c": "كسشتчкцсш", "d": "دذджд", "e": "اايэеи", "f": "فфт",
         "g": "غجقكгджжх", "h": "هحخхгэ", "i": "ايعиай", "j": "جيخжйдхяюие", "k": "كقخкх",
         "l": "لл", "m": "مм", "n": "نн", "o": "اعоау", "p": "بفпф", "q": "قكк", "r": "رр",
         "s": "سشصсшз", "t": "تطثтц", "u": "ايعуюа", "v": "فввф", "w": "ووفвуб",
         "x": "اكزксшхч", "y": "ايюяеий", "z": "زظзцж"}


def given_names(path, latin_arabic, latin_russian):
    """The given names of words.jsonl and what stands for them in the other scripts."""
    given = set()
    for line in open(path):
        record = json.loads(line)
        if record["class"] == "given":
            given |= {fold(word) for word in record["words"]}
    return given | {other for pairs_ in (latin_arabic, latin_russian)
                    for latin, other in pairs_
                    if latin in given and other[:1] in FIRST.get(latin[:1], "")}


def ordinary_arabic(word, commonest):
    if word in commonest:
        return True
    rest = word
    for _ in range(2):
        if rest[0] not in PROCLITICS or len(rest) < 5:
            break
        rest = rest[1:]
        if rest in commonest or ("ال" + rest[1:] in commonest and rest[0] == "ل"):
            return True
    return "ال" + word in commonest


def ends_another(word, seen, commonest):
    """Do the news write it behind one letter that is a proclitic at times, five times for
    each time that it stands alone or behind another? "And" stands before any word; an
    ordinary word says nothing: ladaina is no Dina."""
    behind = {letter: seen[letter + word] for letter in PROCLITICS}
    return any(n >= 5 and n > 5 * (seen[word] + sum(behind.values()) - n)
               for letter, n in behind.items()
               if letter != "و" and letter + word not in commonest)


def main():
    if len(sys.argv) < 7 or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    *inputs, out = sys.argv[1:]
    latin_arabic, latin_russian = pairs(inputs[0]), pairs(inputs[1])
    counts = dict(zip(("ar", "en", "ru"), map(Counts, inputs[2:5])))
    places = {fold(line.rstrip("\n")) for path in inputs[5:]
              for row in open(path) for line in row.split("\t")}
    given = given_names(os.path.join(out, "words.jsonl"), latin_arabic, latin_russian)
    both = {a for a, _ in latin_arabic} & {r for r, _ in latin_russian}
    listed = {
        "ar": {(a, latin in both) for latin, a in latin_arabic},
        "en": {(latin, latin in both) for latin, _ in latin_arabic + latin_russian},
        "ru": {(r, latin in both) for latin, r in latin_russian},
    }
    for lang, script in SCRIPT.items():
        seen = counts[lang]
        commonest = {w for w, _ in seen.all.most_common(COMMON["ar"])} if lang == "ar" else ()
        known = {}
        for word, widely in listed[lang]:
            known[word] = known.get(word, False) or widely
        keep = []
        for word, widely in known.items():
            if not script.fullmatch(word) or (word in places and word not in given):
                continue
            small, capital = seen.small[word], seen.capital[word]
            if lang == "ar":
                if not (widely or seen.all[word]) or ordinary_arabic(word, commonest):
                    continue
                if word not in given and ends_another(word, seen.all, commonest):
                    continue
            elif word in given:
                pass
            elif not (widely or capital >= 3) or (small > 1 and small > capital / 2):
                continue
            keep.append((-seen.all[word], not widely, word))
        keep = sorted(w for _, _, w in sorted(keep)[:LIMIT])
        with open(os.path.join(out, f"name-words.{lang}.txt"), "w") as file:
            for word in keep:
                first, last = seen.first[word], seen.last[word]
                only_last = word.startswith("ال") or (last >= 4 and first < last / 4)
                mark = "+" if word in given else "-" if only_last else ""
                file.write(mark + word + "\n")
        if lang == "ar":
            # The commonest words, and the next ones that are no name's: none with the
            # article, for those may be family names.
            ranked = [w for w, _ in seen.all.most_common(3 * COMMON[lang])]
            common = [w for i, w in enumerate(ranked) if len(w) < 20 and WORD.fullmatch(w)
                      and (i < COMMON[lang] or not (w in known or w.startswith("ال")))]
        else:
            common = [w for w, n in seen.all.most_common() if script.fullmatch(w)
                      and n >= 10 and seen.small[w] > seen.capital[w]][:COMMON[lang]]
        with open(os.path.join(out, f"common-words.{lang}.txt"), "w") as file:
            for word in sorted(common):
                file.write(word + "\n")


if __name__ == "__main__":
    main()
