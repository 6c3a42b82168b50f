#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the machine does to the service: a full disk, files that can't be written, clocks that step, voices that die.

The process lives, says what is wrong in a 503 with the request's id, and goes on when the fault is over. What needs
something that is not there (user namespaces, libfaketime) is skipped by name.
"""
import glob
import json
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest

from service import PROGRAM, Service

ADMIN = {'username': 'ana', 'password': 'correct horse'}


def make_administrator(data):
    subprocess.run([PROGRAM, 'users', 'add', ADMIN['username'], '--role', 'admin', '--password-stdin', '--data', data],
                   input=ADMIN['password'] + '\n', text=True, check=True, capture_output=True)


def log_in(service):
    return service.ask('POST', '/auth/login', ADMIN)


def bearer(token):
    return {'Authorization': 'Bearer ' + token}


class Fault(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='mathtts-faults-')
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def says_why(self, answer, *expected):
        """An error of the service, with the request's id, that clients may try again."""
        status, headers, body = answer
        self.assertIn(status, expected, body)
        error = json.loads(body)
        self.assertEqual(set(error), {'error', 'detail', 'request_id'})
        self.assertEqual(error['request_id'], headers['x-request-id'])
        self.assertNotIn('sqlite', error['detail'].lower())
        if status == 503:
            self.assertGreaterEqual(int(headers['retry-after']), 1)
        return error['detail']

    def works(self, service):
        self.assertTrue(service.is_alive())
        self.assertEqual(service.ask('GET', '/health/live')[0], 200)
        self.assertEqual(service.ask('POST', '/expressions/process', {'expression': 'x'})[0], 200)


class Disk(Fault):
    def fill_with_users(self, service, most=400):
        """Registers users until one is refused; that answer."""
        for number in range(most):
            answer = service.ask('POST', '/auth/register', {
                'username': f'pupil{number}', 'password': 'correct horse', 'full_name': 'x' * 200})
            if answer[0] != 201:
                return answer
        raise AssertionError('the disk never was full')

    def with_small_disk(self, folder, size):
        """What to start the service by for a file system of its own, in a user namespace: no rights are needed."""
        before = ['unshare', '--map-root-user', '--mount', 'sh', '-c',
                  f'mount -t tmpfs -o size={size} tmpfs {folder} && exec "$0" "$@"']
        if not shutil.which('unshare') or subprocess.run(before + ['true'], capture_output=True).returncode != 0:
            self.skipTest('no user namespaces here: a small file system can\'t be mounted')
        return before

    def test_a_full_disk(self):
        data = os.path.join(self.folder, 'data')
        os.mkdir(data)
        before = self.with_small_disk(data, '400k')
        with Service(before=before, data=data) as service:
            token = [line.split()[-1] for line in service.output if 'setup_' in line][0]
            self.assertEqual(service.ask('POST', '/auth/setup', {'token': token, **ADMIN})[0], 201)
            access = json.loads(log_in(service)[2])['access_token']
            detail = self.says_why(self.fill_with_users(service), 503, 507)
            self.assertIn('disk is full', detail)
            self.works(service)
            self.assertEqual(service.ask('GET', '/auth/me', headers=bearer(access))[0], 200)  # reading goes on
            self.says_why(log_in(service), 503, 507)
            self.assertEqual(service.ask('POST', '/expressions/synthesize', {'expression': 'x'})[0], 200)

    def test_files_that_may_not_grow(self):
        # as a quota or a file system's limit has it: SIGXFSZ must not end the process
        make_administrator(self.folder)
        largest = os.path.getsize(os.path.join(self.folder, 'mathtts.sqlite')) + 200_000
        with Service(data=self.folder) as service:
            access = json.loads(log_in(service)[2])['access_token']
            limits = resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, (largest, limits[1]))
            self.says_why(self.fill_with_users(service), 503, 507)
            self.works(service)
            self.assertEqual(service.ask('GET', '/auth/me', headers=bearer(access))[0], 200)
            resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, limits)
            self.assertEqual(log_in(service)[0], 200)  # and it goes on

    def test_no_space_at_the_start(self):
        data = os.path.join(self.folder, 'data')
        os.mkdir(data)
        before = self.with_small_disk(data, '16k')
        with self.assertRaisesRegex(RuntimeError, '(?i)disk is full|no space'):
            Service(before=before, data=data)

    def test_a_database_that_cant_be_written(self):
        # root may write everything, so somebody else starts the service
        make_administrator(self.folder)
        for file in glob.glob(self.folder + '/*'):
            os.chmod(file, 0o444)
        os.chmod(self.folder, 0o555)
        before = []
        if os.geteuid() == 0:
            if not shutil.which('setpriv'):
                self.skipTest('setpriv is not installed')
            before = ['setpriv', '--reuid=65534', '--clear-groups']
        try:
            with self.assertRaisesRegex(RuntimeError, 'read-only|can.t be written|Permission denied'):
                Service(before=before, data=self.folder)
        finally:
            os.chmod(self.folder, 0o755)

    def test_a_database_that_turns_read_only(self):
        make_administrator(self.folder)
        with Service(data=self.folder) as service:
            self.assertEqual(log_in(service)[0], 200)
            # not the -shm file: it is memory of SQLite's, whose faults no program can answer
            files = [os.path.join(self.folder, 'mathtts.sqlite' + end) for end in ('', '-wal')]
            if not shutil.which('chattr') or subprocess.run(['chattr', '+i', *files], capture_output=True).returncode != 0:
                self.skipTest('files can\'t be made immutable here')
            try:
                self.says_why(log_in(service), 503)
                self.works(service)
                self.assertEqual(service.ask('GET', '/health/ready')[0], 503)
            finally:
                subprocess.run(['chattr', '-i', *files], check=True)
            self.assertEqual(log_in(service)[0], 200)  # and it goes on

    def test_a_database_that_is_damaged(self):
        make_administrator(self.folder)
        with Service(data=self.folder) as service:
            access = json.loads(log_in(service)[2])['access_token']
            with open(os.path.join(self.folder, 'mathtts.sqlite'), 'r+b') as file:
                file.write(b'\0' * 100)  # no database any more
            os.truncate(os.path.join(self.folder, 'mathtts.sqlite-wal'), 0)
            for _ in range(3):
                status, _, body = service.ask('GET', '/auth/users', headers=bearer(access))
                if status >= 500:
                    self.assertIn('request_id', json.loads(body))
                else:
                    self.assertIn(status, (200, 401))
            self.works(service)


class Clock(Fault):
    """libfaketime gives the service a wall clock of its own; what is measured by the other clock goes on."""

    def setUp(self):
        super().setUp()
        libraries = glob.glob('/usr/lib/*/faketime/libfaketimeMT.so.1') + glob.glob('/usr/lib*/faketime/libfaketimeMT.so.1')
        if not libraries:
            self.skipTest('libfaketime is not installed')
        self.clock = os.path.join(self.folder, 'clock')
        self.step(0)
        self.environment = {'LD_PRELOAD': libraries[0], 'FAKETIME_TIMESTAMP_FILE': self.clock, 'FAKETIME_NO_CACHE': '1',
                            'FAKETIME_DONT_FAKE_MONOTONIC': '1', 'DONT_FAKE_MONOTONIC': '1'}
        self.data = os.path.join(self.folder, 'data')
        os.mkdir(self.data)
        make_administrator(self.data)

    def step(self, seconds):
        """The wall clock shows so many seconds more than it should."""
        with open(self.clock + '.new', 'w', encoding='ascii') as file:
            file.write(f'{seconds:+d}\n')
        os.replace(self.clock + '.new', self.clock)

    def me(self, service, token):
        return service.ask('GET', '/auth/me', headers=bearer(token))[0]

    def test_tokens(self):
        with Service(data=self.data, environment=self.environment) as service:
            tokens = json.loads(log_in(service)[2])
            access, refresh = tokens['access_token'], tokens['refresh_token']
            self.step(20 * 60)
            self.assertEqual(self.me(service, access), 200)
            self.step(31 * 60)
            self.assertEqual(self.me(service, access), 401)  # half an hour is over
            self.step(0)
            self.assertEqual(self.me(service, access), 200)  # it was not
            self.step(-20)
            self.assertEqual(self.me(service, access), 200)  # clocks may differ by half a minute
            self.step(-3600)
            self.assertEqual(self.me(service, access), 401)  # of the future: nobody made it
            self.step(8 * 86400)
            self.assertEqual(service.ask('POST', '/auth/refresh', {'refresh_token': refresh})[0], 401)
            self.step(60)
            status, _, body = service.ask('POST', '/auth/refresh', {'refresh_token': refresh})
            self.assertEqual(status, 200)
            self.assertEqual(self.me(service, json.loads(body)['access_token']), 200)
            # a logout holds, whatever the clock shows
            token = json.loads(body)['access_token']
            self.assertIn(service.ask('POST', '/auth/logout', {}, bearer(token))[0], (200, 204))
            for seconds in (60, 0, 120, 600):
                self.step(seconds)
                self.assertEqual(self.me(service, token), 401)
            self.works(service)

    def test_lockout(self):
        with Service(data=self.data, environment=self.environment) as service:
            wrong = {'username': ADMIN['username'], 'password': 'wrong'}
            statuses = [service.ask('POST', '/auth/login', wrong)[0] for _ in range(8)]
            self.assertIn(429, statuses)
            self.step(-86400)  # nobody waits a day because a clock was set back
            self.assertEqual(log_in(service)[0], 200)
            self.step(86400)
            self.assertEqual(log_in(service)[0], 200)
            self.works(service)

    def test_limits_and_caches(self):
        with Service(data=self.data, environment=self.environment, rate_limit_requests=10, rate_limit_window=60,
                     cache_ttl=30) as service:
            seen = []
            for seconds in (0, 3600, -3600, 0, 86400, -86400, 0, 30, -30, 0, 3600, 0):
                self.step(seconds)
                status, headers, _ = service.ask('POST', '/expressions/process', {'expression': 'a+b'})
                seen.append(status)
                self.assertLessEqual(int(headers['x-ratelimit-reset']), 60)
            self.assertEqual((seen.count(200), seen.count(429)), (10, 2))  # no step gives or takes a request
            self.assertTrue(service.is_alive())
            self.assertEqual(service.ask('GET', '/health')[0], 200)
            uptime = json.loads(service.ask('GET', '/health')[2]).get('uptime_seconds', 0)
            self.assertTrue(0 <= uptime < 600, uptime)


class Voice(Fault):
    def test_workers_that_die_while_they_speak(self):
        formula = '+'.join(f'x_{{{i}}}^{{{i + 1}}}' for i in range(400))
        with Service() as service:
            self.assertEqual(service.ask('POST', '/expressions/synthesize', {'expression': 'x'})[0], 200)
            over = threading.Event()
            killed = []

            def kill():
                while not over.is_set():
                    for process in service.children('mathtts-espeak'):
                        try:
                            os.kill(process, signal.SIGKILL)
                            killed.append(process)
                        except ProcessLookupError:
                            pass
                    time.sleep(0.002)
            thread = threading.Thread(target=kill)
            thread.start()
            try:
                for number in range(5):
                    answer = service.ask('POST', '/expressions/synthesize', {'expression': formula + f'+{number}'})
                    if answer[0] != 200:
                        self.says_why(answer, 503)
            finally:
                over.set()
                thread.join()
            self.assertGreater(len(killed), 5)
            self.assertEqual(answer[0], 503)  # nobody speaks 400 terms in two milliseconds
            self.works(service)
            self.assertEqual(service.ask('POST', '/expressions/synthesize', {'expression': 'y'})[0], 200)

    def test_no_worker_at_all(self):
        with Service(environment={'MATHTTS_ESPEAK_WORKER': '/nonexistent/worker'}) as service:
            self.says_why(service.ask('POST', '/expressions/synthesize', {'expression': 'x'}), 503)
            self.works(service)
            self.assertEqual(service.ask('GET', '/health/ready')[0], 200)  # words still come


if __name__ == '__main__':
    unittest.main()
