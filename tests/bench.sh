#!/bin/bash
# Speed and memory of a program: bench.sh PROGRAM (build/extract). Each figure stands beside that of a reference that was run
# in the same minute, so that figures of different machines and hours can be compared. Never fails because of a slow machine.
cd "$(dirname "$0")/.." || exit 2
program=$(realpath "${1:-build/extract}") || exit 2
mkdir -p build/bench
EXTRACT_CACHE=$(realpath build/bench) exec python3 - "$program" << 'PYTHON'
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

PROGRAM, SIZE, REPEATS = sys.argv[1], 5_000_000, 10
ARTICLES, RAW, BENCH = pathlib.Path("tests/articles"), pathlib.Path("../shared/dev/raw"), pathlib.Path("build/bench")


def run(command):
    """Seconds by the clock, and the peak of memory in MB."""
    begin = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - begin, usage.ru_maxrss / 1024, child.returncode


def median(command):
    return statistics.median(run(command)[0] for _ in range(REPEATS))


def line(what, figure, reference):
    print("%-46s %14s   %s" % (what, figure, reference), flush=True)


def texts(language):
    """The documents of a language: news of the development set, or the articles beside the tests."""
    source = RAW / (language + ".jsonl")
    if source.is_file():
        with open(source, encoding="utf-8") as file:
            return [json.loads(each)["text"] for each in file if each.strip()], str(source)
    return [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob(language + "-*.txt"))], str(ARTICLES)


def corpus(language):
    """A JSONL file of at least SIZE bytes of text; its path, the bytes, what it was made of."""
    documents, source = texts(language)
    path, size, count = BENCH / (language + ".jsonl"), 0, 0
    with open(path, "w", encoding="utf-8") as file:
        while size < SIZE:
            text = documents[count % len(documents)]
            file.write(json.dumps({"id": count, "text": text}, ensure_ascii=False) + "\n")
            size, count = size + len(text.encode()), count + 1
    return str(path), size, "%d documents of %s" % (count, source)


def article(size):
    """One article of so many bytes, made of paragraphs of the articles."""
    text = "".join(path.read_text(encoding="utf-8") + "\n\n" for path in sorted(ARTICLES.glob("zh-*.txt")))
    path = BENCH / "article.txt"
    path.write_bytes(text.encode()[:size].decode("utf-8", "ignore").encode())
    return str(path)


def bench_start():
    path = article(5000)
    compiling = [run([PROGRAM, "--no-cache", path])[0] for _ in range(3)]
    run([PROGRAM, path])
    warm, python = median([PROGRAM, path]), median(["/usr/bin/python3", "-c", "pass"])
    line("one article of 5 KB, cache warm (median of %d)" % REPEATS, "%.1f ms" % (warm * 1e3), "python3 -c pass: %.1f ms" % (python * 1e3))
    peak = run([PROGRAM, path])[1]
    line("  peak memory", "%.0f MB" % peak, "python3 -c pass: %.0f MB" % run(["/usr/bin/python3", "-c", "pass"])[1])
    reference = median(["sort", "gazetteers/zh/words.tsv"])
    line("compiling the model (--no-cache, best of 3)", "%.2f s" % min(compiling), "sort of the word list: %.2f s" % reference)


def bench_language(language, name):
    path, size, source = corpus(language)
    seconds, peak, status = run([PROGRAM, "--input", "jsonl", "-j", "1", path])
    words = statistics.median(run(["wc", "-w", path])[0] for _ in range(3))
    line("%s, one thread" % name, "%.2f MB/s" % (size / seconds / 1e6) if status == 0 else "exit status %d" % status,
         "wc -w: %.0f MB/s; %.1f MB, %s" % (size / words / 1e6, size / 1e6, source))
    line("  peak memory", "%.0f MB" % peak, "")
    cores = os.cpu_count() or 1
    if cores > 1:
        several = run([PROGRAM, "--input", "jsonl", "-j", str(cores), path])[0]
        line("%s, %d threads" % (name, cores), "%.2f MB/s" % (size / several / 1e6), "%.1f times one thread" % (seconds / several))
    if language == "zh":
        bench_jieba(path)


def bench_jieba(path):
    """A segmenter of Chinese in Python, where it is installed: words alone, for a measure."""
    code = ("import json, sys, time, logging, jieba\njieba.setLogLevel(logging.ERROR)\njieba.initialize()\n"
            "texts = [json.loads(line)['text'] for line in open(sys.argv[1], encoding='utf-8')]\nbegin, size = time.perf_counter(), 0\n"
            "for text in texts:\n    size += len(text.encode())\n    list(jieba.cut(text))\n    if time.perf_counter() - begin > 10: break\n"
            "print(size / (time.perf_counter() - begin) / 1e6)")
    done = subprocess.run(["/usr/bin/python3", "-c", code, path], capture_output=True, text=True)
    if done.returncode == 0:
        line("  jieba, words alone", "", "%.2f MB/s" % float(done.stdout))


# A figure of a run that failed would be a figure of nothing.
checked = subprocess.run([PROGRAM, article(5000)], stdout=subprocess.DEVNULL)
if checked.returncode:
    sys.exit("%s: exit status %d" % (PROGRAM, checked.returncode))
bench_start()
bench_language("zh", "Chinese")
bench_language("en", "English")
PYTHON
