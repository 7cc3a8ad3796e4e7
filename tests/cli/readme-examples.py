#!/usr/bin/env python3
"""Writes the files that README.md shows, each behind a line <!-- test: PATH -->, below a folder: readme-examples.py README.md DIR"""
import pathlib, re, sys

readme, folder = pathlib.Path(sys.argv[1]).read_text(encoding='utf-8'), pathlib.Path(sys.argv[2])
for path, block in re.findall(r'<!-- test: (\S+) -->\n((?:    .*\n|\n)+)', readme):
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(''.join(line[4:] or '\n' for line in block.splitlines(True)), encoding='utf-8')
    print(target)
