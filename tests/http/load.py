#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of the service under load, beside a bare QHttpServer in the same run, interleaved: build/release/tests/http-hello.

    tests/http/load.py [--build build/release] [--rounds 6] [--seconds 1]

Needs wrk. Prints medians and ratios.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import tempfile
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument('--build', default='build/release')
parser.add_argument('--rounds', type=int, default=6)
parser.add_argument('--seconds', type=int, default=1)
arguments = parser.parse_args()
os.environ['MATHTTS_PROGRAM'] = os.path.join(arguments.build, 'bin', 'mathtts')
from service import Service  # noqa: E402 the program must be named first

CACHED = '''
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"expression":"\\\\frac{a}{b}"}'
'''
UNCACHED = '''
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
math.randomseed(os.time())
local number = math.random(1000000000)
request = function()
  number = number + 1
  return wrk.format(nil, nil, nil, '{"expression":"\\\\frac{a_{' .. number .. '}}{b}"}')
end
'''
SPOKEN = UNCACHED.replace('\\\\frac{a_{', 'x_{').replace('}}{b}', '}').replace('"}\')', '","audio_format":"wav"}\')')


def wrk(address, script=None, connections=16):
    command = ['wrk', '-t1', f'-c{connections}', f'-d{arguments.seconds}s', '--latency']
    with tempfile.NamedTemporaryFile('w', suffix='.lua') as file:
        if script:
            file.write(script)
            file.flush()
            command += ['-s', file.name]
        output = subprocess.run(command + [address], capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r'Requests/sec:\s*([\d.]+)', output)[1])
    amount, unit = re.search(r'99%\s+([\d.]+)(us|ms|s)', output).groups()
    wrong = re.search(r'Non-2xx or 3xx responses: (\d+)', output)
    return rate, float(amount) * {'us': 0.001, 'ms': 1, 's': 1000}[unit], int(wrong[1]) if wrong else 0


hello = subprocess.Popen([os.path.join(arguments.build, 'tests', 'http-hello')], stdout=subprocess.PIPE, text=True)
bare = f'http://127.0.0.1:{hello.stdout.readline().strip()}/hello'
begin = time.monotonic()
with Service(rate_limit_requests=100000, rate_limit_window=1, rate_limit_enabled='false', log_level='warning') as service:
    print(f'start to ready: {1000 * (time.monotonic() - begin):.0f} ms')
    idle = service.memory()
    base = f'http://127.0.0.1:{service.port}'
    cases = {'bare hello': (bare, None), 'health/live': (base + '/health/live', None),
             'process, cached': (base + '/api/v1/expressions/process', CACHED),
             'process, new formulas': (base + '/api/v1/expressions/process', UNCACHED)}
    seen = {name: [] for name in cases}
    for _ in range(arguments.rounds):
        for name, (address, script) in cases.items():
            seen[name].append(wrk(address, script))
    reference = statistics.median(rate for rate, _, _ in seen['bare hello'])
    for name, results in seen.items():
        rate = statistics.median(rate for rate, _, _ in results)
        slow = statistics.median(slow for _, slow, _ in results)
        wrong = sum(wrong for _, _, wrong in results)
        print(f'{name:24} {rate:9.0f} a second  {100 * rate / reference:5.0f} % of bare  p99 {slow:6.2f} ms  wrong {wrong}')
    rate, slow, wrong = wrk(base + '/api/v1/expressions/synthesize', SPOKEN, 8)
    print(f'{"synthesize, new, WAV":24} {rate:9.0f} a second  p99 {slow:.1f} ms  wrong {wrong}')
    times = []
    for number in range(30):
        begin = time.monotonic()
        service.ask('POST', '/api/v1/expressions/synthesize', {'expression': f'y_{{{number}}}'})
        times.append(1000 * (time.monotonic() - begin))
    print(f'synthesize, whole answer: median {statistics.median(times):.1f} ms')
    print(f'memory: {idle / 1048576:.0f} MB idle, {service.memory() / 1048576:.0f} MB after')
hello.terminate()
