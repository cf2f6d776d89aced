# SPDX-License-Identifier: MIT
"""Times single requests of a mount: random reads of catalogue/, and commands that are interrupted while they run.

usage: requests.py MOUNT
"""
import os
import random
import signal
import statistics
import subprocess
import sys
import time

READS = 2000
READ_BYTES = 4096
INTERRUPT_AFTER = 0.05  # seconds


def read_times(path):
    """Seconds of each of READS reads at random places, past the kernel's cache where it lets us."""
    random.seed(1)
    size = os.stat(path).st_size
    file = os.open(path, os.O_RDONLY)
    os.posix_fadvise(file, 0, 0, os.POSIX_FADV_RANDOM)
    times = []
    for _ in range(READS):
        at = random.randrange(size)
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
        began = time.perf_counter()
        os.pread(file, READ_BYTES, at)
        times.append(time.perf_counter() - began)
    os.close(file)
    return times


def interrupted(command):
    """Whether it still ran when it was interrupted, and the seconds it took to end after that."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    time.sleep(INTERRUPT_AFTER)
    ran = process.poll() is None
    began = time.perf_counter()
    process.send_signal(signal.SIGINT)
    process.wait()
    return ran, time.perf_counter() - began


def main():
    mount = sys.argv[1]
    for name in sorted(os.listdir(f'{mount}/catalogue')):
        times = read_times(f'{mount}/catalogue/{name}')
        print(f'{READS} random reads of {name}: median {statistics.median(times) * 1e3:.2f} ms, '
              f'longest {max(times) * 1e3:.2f} ms')
    search = f'{mount}/search'
    broad = ' OR '.join(f'w{n}*' for n in range(1, 26))
    for command in (
            ['stat', f'{search}/title:=nothing OR {broad}'],
            ['ls', '-U', f'{search}/({broad}) -nothing'],
            ['ls', '-l', f'{search}/delegation'],
            ['find', f'{search}/delegation summary report', '-newermt', '2000-01-01'],
            ['grep', '-r', 'nothing', f'{search}/({broad}) summary'],
            ['grep', '-r', 'nothing', f'{mount}/documents'],
            ['ls', '-l', f'{mount}/documents'],
            ['find', mount, '-ls'],
            ['cat', f'{mount}/catalogue/documents.jsonl', f'{mount}/catalogue/redactions.jsonl']):
        ran, seconds = interrupted(command)
        what = ' '.join([command[0], *command[1:]]).replace(mount, 'MOUNT')[:70]
        print(f'{what}: {"interrupted, ended" if ran else "had ended,"} {seconds * 1e3:.0f} ms later')


main()
