#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes a text file as a C string: embed.py INPUT OUTPUT NAME gives `const char NAME[]` with a final NUL."""
import sys

source, target, name = sys.argv[1:]
with open(source, 'rb') as f:
    data = f.read() + b'\0'
with open(target, 'w', encoding='ascii') as out:
    out.write(f'extern const char {name}[{len(data)}];\nconst char {name}[{len(data)}] = {{\n')
    for i in range(0, len(data), 24):
        out.write(','.join(str(b if b < 128 else b - 256) for b in data[i:i + 24]) + ',\n')
    out.write('};\n')
