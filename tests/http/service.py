# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts `mathtts serve` for a test, on a port and with a data folder of its own, and speaks HTTP with it."""
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading

PROGRAM = os.environ.get('MATHTTS_PROGRAM', 'mathtts')


class Service:
    """A running service; use it in a with statement. Options are those of the command line, without their dashes."""

    def __init__(self, listen='127.0.0.1:0', descriptors=None, before=(), environment=None, data=None, **options):
        """\a before stands before the command, \a environment joins ours; \a data is kept by the caller."""
        self.data = data or tempfile.mkdtemp(prefix='mathtts-http-')
        self.keeps_data = data is not None
        settings = {'rate-limit-requests': 100000, 'rate-limit-login-requests': 100000,
                    'rate-limit-register-requests': 100000, 'log-level': 'info'}
        settings.update({name.replace('_', '-'): value for name, value in options.items()})
        command = [PROGRAM, 'serve', '--listen', listen, '--data', self.data]
        for name, value in settings.items():
            command.append('--' + name if value is True else f'--{name}={value}')
        if descriptors:
            command = ['sh', '-c', f'ulimit -n {descriptors}; exec "$0" "$@"'] + command
        own = {name: value for name, value in os.environ.items() if not name.startswith(('JWT_', 'RATE_'))}
        self.process = subprocess.Popen([*before, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        env={**own, **(environment or {})})
        self.log = []
        self.logging = threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True)
        self.logging.start()
        # What it says at the start comes in one write.
        welcome = os.read(self.process.stdout.fileno(), 65536).decode()
        self.output = welcome.splitlines(keepends=True)
        self.addresses = [line.split()[-1] for line in self.output if line.startswith('Listening on ')]
        if not self.addresses:
            self.__exit__()
            raise RuntimeError('the service did not start: ' + ''.join(self.output + self.log))
        self.port = int(self.addresses[0].rstrip('/').rsplit(':', 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        if not self.keeps_data:
            shutil.rmtree(self.data, ignore_errors=True)

    def stop(self):
        """Ends the service as the system would; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self.logging.join(2)
        self.process.stdout.close()
        self.process.stderr.close()
        return code

    def is_alive(self):
        return self.process.poll() is None

    def memory(self):
        """Resident bytes."""
        with open(f'/proc/{self.process.pid}/statm', encoding='ascii') as file:
            return int(file.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')

    def children(self, name):
        """The processes that it has started and that are called so."""
        found = []
        for process in os.listdir('/proc'):
            try:
                with open(f'/proc/{process}/stat', encoding='utf-8') as file:
                    fields = file.read().rsplit(')', 1)
                if name in fields[0] and int(fields[1].split()[1]) == self.process.pid:
                    found.append(int(process))
            except (OSError, ValueError, IndexError):
                continue
        return found

    def connect(self, timeout=10):
        connection = socket.create_connection(('127.0.0.1', self.port), timeout)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def raw(self, request, timeout=10):
        """Sends bytes and gives everything that comes until the connection ends or nothing comes for a second."""
        with self.connect(timeout) as connection:
            try:
                connection.sendall(request)
            except OSError:
                pass  # refused before all was sent
            return read_all(connection)

    def ask(self, method, path, body=None, headers=None):
        """One request of a well-behaved client: status, headers, body."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=20)
        try:
            fields = dict(headers or {})
            if isinstance(body, (dict, list)):
                body = json.dumps(body)
                fields.setdefault('Content-Type', 'application/json')
            connection.request(method, path, body, fields)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()


def read_all(connection, quiet=1.0):
    """What comes until the end, or until nothing has come for a while."""
    connection.settimeout(quiet)
    received = b''
    while True:
        try:
            piece = connection.recv(65536)
        except (socket.timeout, ConnectionError):
            return received
        if not piece:
            return received
        received += piece


def statuses(received):
    """The statuses of the responses in a stream of bytes."""
    return [int(part[:3]) for part in received.split(b'HTTP/1.1 ')[1:]]
