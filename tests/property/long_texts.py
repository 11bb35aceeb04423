#!/usr/bin/python3
"""Eight times as long a text takes eight times as long, also where every name asks for others of the text.

usage: long_texts.py PROGRAM

A rule that walks the whole text for each name would make it sixty-four times. The processor's time is compared with that of
the same program on the shorter text, never with a clock's hour.
"""
import os
import resource
import subprocess
import sys
import tempfile

from checks import check, finish

SHORT, TIMES, AT_MOST = 300000, 8, 20
CONSONANTS, VOWELS = "бвдзклмнпр", "аиоу"
LATIN = dict(zip(CONSONANTS + VOWELS, "bvdzklmnpraiou"))
ARABIC = dict(zip(CONSONANTS, "بفدزكلمنطر"))


def name(number):
    """A made-up surname for each number, in Cyrillic letters."""
    word = ""
    while number or len(word) < 8:
        word += CONSONANTS[number % 10] + VOWELS[number // 10 % 4]
        number //= 40
    return word


def latin(number):
    return "".join(LATIN[c] for c in name(number)).capitalize()


def arabic(number):
    return "".join(ARABIC.get(c, "") for c in name(number))


PIECES = {
    "names in brackets": lambda i: "Министр Иван %sв (Ivan %sv) сказал. " % (name(i).capitalize(), latin(i)),
    "abbreviations in brackets": lambda i: "The Institute of %s Studies (%s) met. " % (latin(i), latin(i + 7)[:6]),
    "given names again": lambda i: "Министр Борис %sв сказал. Премьер благодарит Бориса. " % name(i).capitalize(),
    "full names again": lambda i: "وقال الوزير أحمد %s الخالدي ذلك. وأحمد حمدان الخالدي هنا. " % arabic(i),
    "hyphenated given names": lambda i: "Minister Kim %s-hee spoke. Kim left. " % latin(i)[:4],
    "Korean names": lambda i: "Министр Ли Сок %s сказал. Ли ушёл. " % ("Ён", "Хан", "Чин")[i % 3],
    "parties without owner": lambda i: "The Democratic Party lost. Germany won. ",
    "parties, Russian": lambda i: "США сказали. Демократическая партия проиграла. ",
    "ministries without owner": lambda i: "МИД сообщил. Минфин ответил. Совфед против. Россия сказала. ",
    "ministries, Arabic": lambda i: "قالت الخارجية الأميركية ذلك. وقالت الرئاسة ذلك. وأكدت الداخلية. ",
    "parliaments without owner": lambda i: "The House voted. The Senate and the House of Representatives met. Congress rose. ",
    "towns of two states": lambda i: "Tripoli burned. Lebanon slept. ",
    "one sentence": lambda i: "Russia and %s, " % latin(i),
}


def text_of(piece, size):
    parts, length, i = [], 0, 0
    while length < size:
        parts.append(piece(i))
        length += len(parts[-1].encode())
        i += 1
    return "".join(parts)


def seconds(program, path):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run([program, "mentions", "-q", "--jobs", "1", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode:
        raise SystemExit(done.stderr.decode())
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before, done.stdout.count(b'"entity"')


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "text.txt")
        for what, piece in PIECES.items():
            measured = []
            for size in (1, SHORT, SHORT * TIMES):
                with open(path, "w", encoding="utf-8") as out:
                    out.write(text_of(piece, size))
                measured.append(seconds(program, path))
            (start, _), (short, few), (long, many) = measured
            short, long = short - start, long - start
            check(what, few > 100 and many > 5 * few, "%d and %d mentions" % (few, many))
            check(what, long < AT_MOST * max(short, .05), "%.2f s, eight times as long %.2f s" % (short, long))
    return finish()


if __name__ == "__main__":
    sys.exit(main())
