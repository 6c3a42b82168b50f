#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of the service under load, beside a bare QHttpServer in the same run, interleaved: build/release/tests/http-hello.

    tests/http/load.py [--build build/release] [--rounds 6] [--seconds 1] [--python venv/bin/python] [--million 1000000]

Needs wrk. Prints medians and ratios. With a Python that has FastAPI and uvicorn (pip install fastapi uvicorn[standard])
their hello takes part, too. --million sends so many requests more and tells what they did to the memory: first the cache
of readings is filled until it drops the oldest, so that what grows after that is no cache.
"""
import argparse
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument('--build', default='build/release')
parser.add_argument('--rounds', type=int, default=6)
parser.add_argument('--seconds', type=int, default=1)
parser.add_argument('--python', default=sys.executable)
parser.add_argument('--million', type=int, default=0, metavar='REQUESTS')
arguments = parser.parse_args()
os.environ['MATHTTS_PROGRAM'] = os.path.join(arguments.build, 'bin', 'mathtts')
from service import Service  # noqa: E402 the program must be named first

# Lua in Python: \\\\ there is \\ in JSON and one \ in the formula.
CACHED = r'''
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"expression":"\\\\frac{a}{b}"}'
'''
NEW = r'''
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
math.randomseed(os.time())
local number = math.random(1000000000)
request = function()
  number = number + 1
  return wrk.format(nil, nil, nil, '{"expression":"%s"}')
end
'''
UNCACHED = NEW.replace('%s', r"\\\\frac{a_{' .. number .. '}}{b}")
SPOKEN = NEW.replace('%s"', '''x_{' .. number .. '}","audio_format":"wav"''')
# One of four is known already.
MIXED = UNCACHED.replace('number = number + 1\n', r'''number = number + 1
  if number % 4 == 0 then
    return wrk.format(nil, nil, nil, '{"expression":"\\\\frac{a}{b}"}')
  end
''')


def wrk(address, script=None, connections=16, seconds=None):
    """Answers a second, p99 in milliseconds, wrong answers, answers."""
    command = ['wrk', '-t1', f'-c{connections}', f'-d{seconds or arguments.seconds}s', '--latency']
    with tempfile.NamedTemporaryFile('w', suffix='.lua') as file:
        if script:
            file.write(script)
            file.flush()
            command += ['-s', file.name]
        output = subprocess.run(command + [address], capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r'Requests/sec:\s*([\d.]+)', output)[1])
    amount, unit = re.search(r'99%\s+([\d.]+)(us|ms|s)', output).groups()
    wrong = re.search(r'Non-2xx or 3xx responses: (\d+)', output)
    answers = int(re.search(r'(\d+) requests in', output)[1])
    return rate, float(amount) * {'us': 0.001, 'ms': 1, 's': 1000}[unit], int(wrong[1]) if wrong else 0, answers


def start_fastapi():
    """FastAPI's hello and its address; nothing where it is not installed."""
    if subprocess.run([arguments.python, '-c', 'import fastapi, uvicorn'], capture_output=True).returncode != 0:
        print('FastAPI and uvicorn are not installed: no comparison with them')
        return None, None
    with socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([arguments.python, '-m', 'uvicorn', 'hello_fastapi:app', '--port', str(port),
                                '--log-level', 'error', '--no-access-log'], cwd=os.path.dirname(os.path.abspath(__file__)))
    for _ in range(100):
        try:
            socket.create_connection(('127.0.0.1', port)).close()
            break
        except OSError:
            time.sleep(0.1)
    return process, f'http://127.0.0.1:{port}'


def dropped(service):
    """Readings that the cache has dropped for newer ones."""
    lines = service.ask('GET', '/health/prometheus')[2].decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines
               if line.startswith('mathtts_cache_evictions_total') and '"results"' in line)


def million(service, address):
    fill, limit = 0, time.monotonic() + 300
    while dropped(service) == 0 and time.monotonic() < limit:
        fill += wrk(address, UNCACHED, seconds=5)[3]
    before = service.memory()
    sent = wrong = 0
    begin = time.monotonic()
    seen = []
    while sent < arguments.million:
        _, _, bad, answers = wrk(address, MIXED, seconds=10)
        sent, wrong = sent + answers, wrong + bad
        seen.append(service.memory())
    growth = 100 * (seen[-1] / before - 1)
    print(f'a million: {sent} requests in {time.monotonic() - begin:.0f} s, {wrong} wrong; {before / 1048576:.1f} MB after '
          f'{fill} that filled the cache, then {seen[-1] / 1048576:.1f} MB ({growth:+.1f} %, '
          f'most {max(seen) / 1048576:.1f} MB)')


hello = subprocess.Popen([os.path.join(arguments.build, 'tests', 'http-hello')], stdout=subprocess.PIPE, text=True)
bare = f'http://127.0.0.1:{hello.stdout.readline().strip()}/hello'
fastapi, stack = start_fastapi()
begin = time.monotonic()
with Service(rate_limit_requests=100000, rate_limit_window=1, rate_limit_enabled='false', log_level='warning') as service:
    print(f'start to ready: {1000 * (time.monotonic() - begin):.0f} ms')
    idle = service.memory()
    base = f'http://127.0.0.1:{service.port}'
    cases = {'bare hello': (bare, None), 'health/live': (base + '/health/live', None),
             'process, cached': (base + '/api/v1/expressions/process', CACHED),
             'process, new formulas': (base + '/api/v1/expressions/process', UNCACHED)}
    if stack:
        cases |= {'FastAPI: hello': (stack + '/hello', None), 'FastAPI: hello for process': (stack + '/process', CACHED)}
    seen = {name: [] for name in cases}
    for _ in range(arguments.rounds):
        for name, (address, script) in cases.items():
            seen[name].append(wrk(address, script))
    reference = statistics.median(rate for rate, _, _, _ in seen['bare hello'])
    rates = {}
    for name, results in seen.items():
        rate = rates[name] = statistics.median(rate for rate, _, _, _ in results)
        slow = statistics.median(slow for _, slow, _, _ in results)
        wrong = sum(wrong for _, _, wrong, _ in results)
        print(f'{name:26} {rate:9.0f} a second  {100 * rate / reference:5.0f} % of bare  p99 {slow:6.2f} ms  wrong {wrong}')
    if stack:
        for name in ('process, cached', 'process, new formulas'):
            print(f'{name}: {rates[name] / rates["FastAPI: hello for process"]:.1f} times FastAPI\'s hello for process, '
                  f'{rates[name] / rates["FastAPI: hello"]:.1f} times its plain hello')
    rate, slow, wrong, _ = wrk(base + '/api/v1/expressions/synthesize', SPOKEN, 8)
    print(f'{"synthesize, new, WAV":26} {rate:9.0f} a second  p99 {slow:.1f} ms  wrong {wrong}')
    times = []
    for number in range(30):
        begin = time.monotonic()
        service.ask('POST', '/api/v1/expressions/synthesize', {'expression': f'y_{{{number}}}'})
        times.append(1000 * (time.monotonic() - begin))
    print(f'synthesize, whole answer: median {statistics.median(times):.1f} ms')
    print(f'memory: {idle / 1048576:.0f} MB idle, {service.memory() / 1048576:.0f} MB after')
    if arguments.million:
        million(service, base + '/api/v1/expressions/process')
hello.terminate()
if fastapi:
    fastapi.terminate()
