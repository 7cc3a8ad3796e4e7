#!/usr/bin/env python3
"""Inputs made to be slow: pathological.py PROGRAM [SANITIZED]

Each is read within FACTOR times what the program needs for ordinary text of the same size, measured in the same minute, so
that a slow machine fails nothing. SANITIZED reads shorter ones, for the sake of memory alone. Prints "ok" or "not ok" lines.
"""
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ARTICLES = HERE.parent / "articles"
COUNT = 100_000
FACTOR = 8          # measured: below 3 where nothing is quadratic
SPARE = 0.5         # seconds; below this the clock tells nothing

REPEATED = {
    "(": "(", "一": "一", "1,": "1,", "“": "“", "”": "”", "《": "《", "a.": "a.", "A": "A", "。": "。", "\\n": "\n", "\\t": "a\t",
    "亿": "亿", "年": "年", "1": "1", "2月": "2月", "- ": "- x\n", "A B ": "Aa Bb ", "王": "王", "的": "的", ",": "，", "and": "and ",
    "他": "他", "U+0300": "\u0300", "·": "马·", "\"": "\"a\" ", "CJK B": "\U00020000", "one hundred ": "one hundred ",
    "公司": "公司", "收购": "收购", "甲(乙)": "甲(乙)", "、": "马斯克、", "-": "1-", "%": "1%", "$": "$1 ", "((((": "((((a", "“‘": "“‘",
}


def run(program, text):
    """Seconds of processor time, and what went wrong, or ''."""
    with tempfile.TemporaryDirectory() as folder:
        article, output = os.path.join(folder, "a.txt"), os.path.join(folder, "out")
        pathlib.Path(article).write_text(text, encoding="utf-8")
        with open(output, "wb") as out, open(output + ".told", "wb") as told:
            child = subprocess.Popen(["timeout", "300", program, "-f", "json", article], stdout=out, stderr=told)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        seconds = usage.ru_utime + usage.ru_stime
        if child.returncode:
            told = pathlib.Path(output + ".told").read_text(encoding="utf-8", errors="replace")
            return seconds, "exit status %d: %s" % (child.returncode, told.strip()[-1500:])
        try:
            json.loads(pathlib.Path(output).read_bytes())
        except ValueError as error:
            return seconds, "no JSON: %s" % error
    return seconds, ""


def ordinary(size):
    """Articles, over and over, of so many bytes."""
    articles = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    text, at = [], 0
    while size > 0:
        text.append(articles[at % len(articles)])
        size -= len(text[-1].encode())
        at += 1
    return "\n\n".join(text)


def tell(name, problem, seconds, bound):
    print("%s %s: %.1f s of %.1f" % ("not ok" if problem else "ok", name, seconds, bound) + (": " + problem if problem else ""), flush=True)
    return not problem


def main():
    program, sanitized = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else None
    run(program, "warm")
    start, problem = run(program, "warm")
    good = tell("an ordinary text", problem, start, 0)
    cases = [(name, text * COUNT) for name, text in REPEATED.items()]
    cases += [("nested brackets", "(" * COUNT + ")" * COUNT), ("nested quotations", "“甲" * (COUNT // 2) + "”" * (COUNT // 2)),
              ("one line of 10 MB", ordinary(10_000_000).replace("\n", " ")),
              ("one word of 2 MB", "abcdefghij" * 200_000), ("noise", "".join(chr(0x4e00 + i * 7919 % 20000) for i in range(300_000)))]
    cases.sort(key=lambda case: -len(case[1]))
    size = 1 << 20
    ordinary_text = ordinary(size)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        # The reference before, between and after them, two at a time like them all: the machine may be busy with other things.
        middle = len(cases) // 2
        texts = [ordinary_text] * 2 + [text for _, text in cases[:middle]] + [ordinary_text] + [text for _, text in cases[middle:]] + [ordinary_text] * 2
        done = list(pool.map(lambda text: run(program, text), texts))
        reference = max(max(seconds for text, (seconds, _) in zip(texts, done) if text is ordinary_text) - start, 0.01) / size
        done = [each for text, each in zip(texts, done) if text is not ordinary_text]
        for (name, text), (seconds, problem) in zip(cases, done):
            bound = FACTOR * reference * len(text.encode()) + start + SPARE
            good &= tell("%s, %.1f MB" % (name, len(text.encode()) / 1e6), problem or ("too slow" if seconds > bound else ""), seconds, bound)
        short = [(name, text[:3000]) for name, text in cases if sanitized]
        for (name, _), (seconds, problem) in zip(short, pool.map(lambda case: run(sanitized, case[1]), short)):
            good &= tell("%s, sanitized" % name, problem, seconds, 0)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
