# SPDX-License-Identifier: GPL-3.0-or-later
"""What hostile or broken clients do to an HTTP server, byte by byte; each must be refused or answered, cheaply."""
import http.client
import json
import os
import signal
import socket
import struct
import threading
import time
import unittest

from service import Service, read_all, statuses

HOST = b'Host: localhost\r\n'
PROCESS = b'/api/v1/expressions/process'
MEGABYTE = 1024 * 1024


def request(method=b'GET', path=b'/health/live', fields=HOST, body=b''):
    return method + b' ' + path + b' HTTP/1.1\r\n' + fields + b'\r\n' + body


class Wire(unittest.TestCase):
    """One service for all; it must live and answer after each test."""

    @classmethod
    def setUpClass(cls):
        cls.service = Service(header_timeout_ms=1000, body_timeout_ms=1500, idle_timeout_ms=1500,
                              write_timeout_ms=1500)

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()

    def tearDown(self):
        self.assertTrue(self.service.is_alive())
        self.assertEqual(self.service.ask('GET', '/health/live')[0], 200)

    def refused(self, bytes_sent, *expected):
        received = self.service.raw(bytes_sent)
        self.assertEqual(len(statuses(received)), 1, received[:300])
        self.assertIn(statuses(received)[0], expected, received[:300])
        self.assertIn(b'Connection: close', received)
        body = json.loads(received.split(b'\r\n\r\n', 1)[1])
        self.assertEqual(set(body), {'error', 'detail', 'request_id'})
        return received

    # ---- size

    def test_a_huge_body_is_refused_before_it_comes(self):
        before = self.service.memory()
        self.refused(request(b'POST', PROCESS, HOST + b'Content-Length: 1073741824\r\n', b'x' * (4 * MEGABYTE)), 413)
        self.assertLess(self.service.memory() - before, 8 * MEGABYTE)

    def test_a_huge_address_is_refused(self):
        before = self.service.memory()
        self.refused(b'GET /' + b'a' * (8 * MEGABYTE), 414, 431)
        self.refused(request(path=b'/' + b'a' * 9000), 414)
        self.assertLess(self.service.memory() - before, 8 * MEGABYTE)

    def test_many_header_fields_are_refused(self):
        self.refused(request(fields=HOST + b''.join(b'X-%d: y\r\n' % i for i in range(300000))), 431)
        self.refused(request(fields=HOST + b''.join(b'X-%d: y\r\n' % i for i in range(100))), 431)

    # ---- where a request ends

    def test_two_lengths(self):
        for fields in (b'Content-Length: 3\r\nContent-Length: 5\r\n', b'Content-Length: 3\r\nContent-Length: 3\r\n',
                       b'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n',
                       b'Transfer-Encoding: chunked\r\nContent-Length: 5\r\n'):
            self.refused(request(b'POST', PROCESS, HOST + fields, b'abcde'), 400)

    def test_lengths_that_are_no_numbers(self):
        smuggled = request()
        for length in (b'0x2c', b'5,5', b'-1', b'+5', b'', b'1 2', b'1e3', b'\xc2\xb2'):
            self.refused(request(b'POST', PROCESS, HOST + b'Content-Length: ' + length + b'\r\n', smuggled), 400)
        for length in (b'99999999999999999999', b'18446744073709551616', b'1048577'):
            self.refused(request(b'POST', PROCESS, HOST + b'Content-Length: ' + length + b'\r\n', smuggled), 413)

    def test_transfer_codings(self):
        self.refused(request(b'POST', PROCESS, HOST + b'Transfer-Encoding: chunked\r\n', b'5\r\nabcde\r\n0\r\n\r\n'), 411)
        self.refused(request(b'POST', PROCESS, HOST + b'Transfer-Encoding: chunked\r\n', b'-5\r\n'), 411)
        for coding in (b'xchunkedy', b'gzip, chunked', b'identity', b'chunked, chunked'):
            self.refused(request(b'POST', PROCESS, HOST + b'Transfer-Encoding: ' + coding + b'\r\n'), 501)

    def test_fields_without_form(self):
        for fields in (b'NoColon\r\n', b'TE : x\r\n', b' Folded: x\r\n', b'A: b\r\n folded\r\n', b': empty\r\n',
                       b'A\x00: b\r\n', b'A: b\x00c\r\n', b'A: b\rc\r\n', b'A(b): c\r\n'):
            self.refused(request(b'POST', PROCESS, HOST + fields + b'Content-Length: 60\r\n', request()), 400)

    def test_line_ends(self):
        self.refused(b'GET /health/live HTTP/1.1\nHost: localhost\n\n', 400)
        self.refused(b'GET /health/live HTTP/1.1\r\nHost: localhost\n\r\n', 400)

    def test_request_lines(self):
        for line in (b'GET  /health/live HTTP/1.1', b'GET /health/live', b'GET /health/live HTTP/1', b'GET /a b HTTP/1.1',
                     b'GET /health/live http/1.1', b'G\x00T / HTTP/1.1', b'GET http://localhost/health/live HTTP/1.1',
                     b'GET health HTTP/1.1', b'GET /%zz HTTP/1.1', b'GET /%00 HTTP/1.1', b'GET /%4 HTTP/1.1',
                     b'GET /\xff HTTP/1.1', b'GET /a#b HTTP/1.1', b'GET * HTTP/1.1'):
            self.refused(line + b'\r\n' + HOST + b'\r\n', 400)
        for line in (b'GET / HTTP/9.9', b'GET / HTTP/2.0', b'GET / HTTP/1.2'):
            self.refused(line + b'\r\n' + HOST + b'\r\n', 505)
        for method in (b'BREW', b'TRACE', b'CONNECT', b'get'):
            self.refused(request(method), 501)
        self.refused(b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505, 400)

    def test_hosts(self):
        for fields in (b'', b'Host: evil:99/a?b@c\r\n', b'Host: a b\r\n', b'Host: a:x\r\n', b'Host: \r\n',
                       b'Host: a\r\nHost: b\r\n', b'Host: [::1\r\n', b'Host: a,b\r\n'):
            self.refused(request(fields=fields), 400)
        for fields in (b'Host: [::1]:80\r\n', b'Host: school.example:8000\r\n', b'hOST: 127.0.0.1\r\n'):
            self.assertEqual(statuses(self.service.raw(request(fields=fields + b'Connection: close\r\n'))), [200])

    def test_singles_stand_once(self):
        for field in (b'Content-Type', b'Authorization', b'X-API-Key', b'Origin'):
            self.refused(request(fields=HOST + field + b': a\r\n' + field + b': b\r\n'), 400)

    # ---- the flow of requests

    def test_pipelined_requests_are_answered_in_order(self):
        slow = json.dumps({'expression': 'x', 'macros': ' ' * 5000}).encode()  # goes to a pool
        first = request(b'POST', PROCESS, HOST + b'Content-Type: application/json\r\nContent-Length: %d\r\n' % len(slow),
                        slow)
        received = self.service.raw(first + request() + request(path=b'/nothing') +
                                    request(fields=HOST + b'Connection: close\r\n'))
        self.assertEqual(statuses(received), [200, 200, 404, 200])

    def test_a_request_in_single_bytes(self):
        with self.service.connect() as connection:
            for byte in request(fields=HOST + b'Connection: close\r\n'):
                connection.send(bytes([byte]))
            self.assertEqual(statuses(read_all(connection)), [200])

    def test_head_has_no_body(self):
        received = self.service.raw(request(b'HEAD') + request(b'HEAD', b'/') +
                                    request(b'HEAD', b'/nothing', HOST + b'Connection: close\r\n'))
        self.assertEqual(statuses(received), [200, 200, 404])
        self.assertNotIn(b'alive', received)
        self.assertNotIn(b'<html', received)
        self.assertIn(b'content-length: 18', received.lower())

    def test_old_clients_get_their_connection_closed(self):
        begin = time.monotonic()
        received = self.service.raw(b'GET /health/live HTTP/1.0\r\n\r\n')
        self.assertEqual(statuses(received), [200])
        self.assertIn(b'Connection: close', received)
        self.assertLess(time.monotonic() - begin, 0.9)
        begin = time.monotonic()
        self.service.raw(request(fields=HOST + b'Connection: x, Close\r\n'))
        self.assertLess(time.monotonic() - begin, 0.9)

    def test_old_clients_get_no_chunks(self):
        lines = b'{"expression":"x"}\n' * 5
        fields = b'Content-Type: application/x-ndjson\r\nContent-Length: %d\r\n' % len(lines)
        received = self.service.raw(b'POST /api/v1/expressions/batch HTTP/1.0\r\n' + fields + b'\r\n' + lines)
        head, body = received.split(b'\r\n\r\n', 1)
        self.assertNotIn(b'chunked', head)
        self.assertEqual([json.loads(line)['index'] for line in body.splitlines()], [0, 1, 2, 3, 4])

    def test_answers_have_their_own_fields_however_they_go_out(self):
        line = b'{"expression":"x"}\n'
        lines = HOST + b'Content-Type: application/x-ndjson\r\nContent-Length: %d\r\n' % len(line)
        batch = b'/api/v1/expressions/batch'
        received = self.service.raw(  # at once, from a pool, without body, as a stream, refused by a route, at once
            request(fields=HOST + b'X-Request-ID: first\r\n') + request(path=b'/voices') +
            request(b'HEAD', fields=HOST + b'X-Request-ID: third\r\n') + request(b'POST', batch, lines, line) +
            request(path=b'/nothing') + request(fields=HOST + b'X-Request-ID: last\r\nConnection: close\r\n'))
        heads = received.split(b'HTTP/1.1 ')[1:]
        self.assertEqual(statuses(received), [200, 200, 200, 200, 404, 200])
        for head in (part.split(b'\r\n\r\n', 1)[0] for part in heads):
            names = [field.split(b':', 1)[0].lower() for field in head.split(b'\r\n')[1:]]
            self.assertEqual(len(set(names)), len(names), head)
            for name in (b'date', b'content-type', b'x-request-id', b'x-process-time', b'x-content-type-options'):
                self.assertIn(name, names, head)
            self.assertNotEqual(b'content-length' in names, b'transfer-encoding' in names, head)
        for index, value in ((0, b'first'), (2, b'third'), (5, b'last')):
            self.assertIn(b'X-Request-ID: ' + value + b'\r\n', heads[index] + b'\r\n')
        self.assertIn(b'application/x-ndjson', heads[3])

    def test_expectations(self):
        body = b'{"expression":"x"}'
        fields = HOST + b'Content-Type: application/json\r\nContent-Length: %d\r\n' % len(body)
        with self.service.connect() as connection:
            connection.sendall(request(b'POST', PROCESS, fields + b'Expect: 100-continue\r\n'))
            self.assertTrue(connection.recv(100).startswith(b'HTTP/1.1 100'))
            connection.sendall(body)
            self.assertEqual(statuses(read_all(connection)), [200])
        received = self.service.raw(
            request(b'POST', PROCESS, HOST + b'Expect: 100-continue\r\nContent-Length: 99999999\r\n'))
        self.assertEqual(statuses(received), [413])
        self.refused(request(fields=HOST + b'Expect: miracles\r\n'), 417)

    def test_options(self):
        received = self.service.raw(request(b'OPTIONS', b'*', HOST + b'Connection: close\r\n'))
        self.assertEqual(statuses(received), [204])
        status, headers, body = self.service.ask('OPTIONS', '/api/v1/expressions/process')
        self.assertEqual((status, headers['allow'], body), (204, 'POST, OPTIONS', b''))
        status, headers, _ = self.service.ask('DELETE', '/health/live')
        self.assertEqual((status, headers['allow']), (405, 'GET, HEAD, OPTIONS'))
        self.assertEqual(self.service.ask('OPTIONS', '/nothing')[0], 404)

    def test_paths(self):
        for path in ('/../etc/passwd', '/..%2f..%2fetc/passwd', '//health/live', '/health/live/', '/web/../page.js',
                     '/web/%2e%2e/page.js', '/health%2Flive', '/web/..', '/page.js%20', '/api/v1', '/api/v1/api/v1/voices'):
            status, _, body = self.service.ask('GET', path)
            self.assertEqual(status, 404, path)
            self.assertNotIn(b'root:', body)
        self.assertEqual(self.service.ask('GET', '/voices/a%2Fb')[0], 404)
        self.assertEqual(self.service.ask('GET', '/voices/%ff')[0], 404)

    def test_header_injection(self):
        for name in ('X-Request-ID', 'X-Correlation-ID'):
            _, headers, _ = self.service.ask('GET', '/health/live', headers={name: 'sane-1.2_3'})
            self.assertEqual(headers[name.lower()], 'sane-1.2_3')
            for bad in ('a b', 'a' * 200, '<script>', 'a\tb', '%0d%0aX: y'):
                _, headers, _ = self.service.ask('GET', '/health/live', headers={name: bad})
                self.assertNotEqual(headers[name.lower()], bad)

    def test_reset_in_the_middle(self):
        for path in (b'/web/swagger-ui-bundle.js', b'/api/v1/voices', b'/health'):
            connection = self.service.connect()
            connection.sendall(request(path=path) * 3)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
            connection.close()

    # ---- time

    def test_deadlines(self):
        def lasts(first, drip=b'', answer=None):
            begin = time.monotonic()
            with self.service.connect() as connection:
                connection.sendall(first)
                connection.settimeout(0.2)
                received = b''
                while time.monotonic() - begin < 8:
                    try:
                        piece = connection.recv(4096)
                        if not piece:
                            break
                        received += piece
                    except socket.timeout:
                        if drip and not received:
                            try:
                                connection.send(drip)
                            except OSError:
                                break
                    except OSError:
                        break
            took = time.monotonic() - begin
            self.assertLess(took, 5, first)
            if answer:
                self.assertIn(answer, statuses(received), first)
            return took

        lasts(b'')                                                             # says nothing
        lasts(b'GET / HTTP/1.1\r\nX: ', drip=b'a', answer=408)                 # a header in drops
        lasts(request(b'POST', PROCESS, HOST + b'Content-Length: 100\r\n'), drip=b'a', answer=408)  # a body in drops
        self.assertGreater(lasts(request()), 1)                                # idle after an answer

    def test_a_client_that_reads_nothing(self):
        before = self.service.memory()
        sleepers = []
        for _ in range(3):
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.connect(('127.0.0.1', self.service.port))
            connection.sendall(request(path=b'/web/swagger-ui-bundle.js') * 20)
            sleepers.append(connection)
        time.sleep(1)
        self.assertLess(self.service.memory() - before, 32 * MEGABYTE)
        time.sleep(4)
        for connection in sleepers:  # dropped: reading ends before all twenty came
            received = read_all(connection)
            self.assertLess(len(received), 20 * 1700000)
            connection.close()

    # ---- bodies

    def test_bad_json(self):
        def ask(body, kind='application/json'):
            status, headers, answer = self.service.ask('POST', '/api/v1/expressions/process', body,
                                                       {'Content-Type': kind})
            answer = json.loads(answer)
            self.assertLessEqual({'error', 'detail', 'request_id'}, set(answer))
            self.assertEqual(answer['request_id'], headers['x-request-id'])
            return status, answer

        for body in (b'', b'{', b'{"expression":"x"', b'{"expression":"\xff"}', b'{expression:1}', b'\x00',
                     b'{"expression":"x"}{}', b"{'expression':'x'}", b'[' * 500000, b'{"a":' * 100000, b'NaN',
                     b'{"expression":"\\ud800"}'):
            self.assertEqual(ask(body)[0], 400, body[:40])
        for body, pointer in ((b'[]', ''), (b'1', ''), (b'null', ''), (b'{}', '/expression'),
                              (b'{"expression":1}', '/expression'), (b'{"expression":null}', '/expression'),
                              (b'{"expression":""}', '/expression'), (b'{"expression":"a\\u0000b"}', '/expression'),
                              (b'{"expression":"x","expression":"y"}', '/expression'),
                              (b'{"expression":"x","a/b~c":1}', '/a~1b~0c'),
                              (b'{"expression":"x","style":"nosuch"}', '/style'),
                              (b'{"expression":"x","locale":"xx"}', '/locale'),
                              (b'{"expression":"x","verbosity":"loud"}', '/verbosity'),
                              (b'{"expression":"x","preferences":{"a":1}}', '/preferences/a'),
                              (b'{"expression":"x","preferences":[]}', '/preferences'),
                              (b'{"expression":"' + b'x' * 30000 + b'"}', '/expression')):
            status, answer = ask(body)
            self.assertEqual(status, 422, body[:60])
            self.assertIn(pointer, [problem['pointer'] for problem in answer['problems']])
        self.assertEqual(ask(b'<a/>', 'text/xml')[0], 415)
        self.assertEqual(ask(b'expression=x', 'application/x-www-form-urlencoded')[0], 415)

    def test_bad_numbers(self):
        for rate in ('1e400', '-1', '99999999999999999999', '1.5', '"1"', 'true', '401'):
            body = '{"expression":"x","rate":%s}' % rate
            status = self.service.ask('POST', '/api/v1/expressions/synthesize', body,
                                      {'Content-Type': 'application/json'})[0]
            self.assertIn(status, (400, 422), rate)

    def test_hostile_formulas(self):
        for formula in ('{' * 20000, '\\frac{' * 3000, '\\def\\a{\\a\\a}\\a', '(' * 20000, 'x^' * 9000, '\\sqrt' * 3000,
                        '<math>' * 3000, '\u202e' * 5000, '$' * 20000):
            begin = time.monotonic()
            status = self.service.ask('POST', '/api/v1/expressions/process', {'expression': formula})[0]
            self.assertIn(status, (200, 422))
            self.assertLess(time.monotonic() - begin, 2)
            self.assertIn(self.service.ask('POST', '/api/v1/expressions/explore', {'expression': formula})[0], (200, 422))


class Crowds(unittest.TestCase):
    def test_connections_per_address_are_bounded(self):
        with Service(max_connections_per_address=20, max_connections=30) as service:
            crowd = [service.connect() for _ in range(100)]
            time.sleep(0.5)
            alive = 0
            for connection in crowd:
                try:
                    connection.settimeout(1)
                    connection.sendall(request())
                    alive += connection.recv(100).startswith(b'HTTP/1.1 200')
                except OSError:
                    pass
            self.assertEqual(alive, 20)
            for connection in crowd:
                connection.close()
            time.sleep(0.5)
            self.assertEqual(service.ask('GET', '/health/live')[0], 200)

    def test_recovers_when_it_had_no_descriptors_left(self):
        with Service(descriptors=64, max_connections_per_address=500) as service:
            for _ in range(3):
                crowd = []
                for _ in range(120):
                    try:
                        crowd.append(service.connect(1))
                    except OSError:
                        break
                time.sleep(0.3)
                for connection in crowd:
                    connection.close()
                time.sleep(1)
                self.assertEqual(service.ask('GET', '/health/live')[0], 200)

    def test_a_full_queue_says_so(self):
        with Service(workers=1, queue_length=16) as service:
            answers = []

            def ask(number):
                status, headers, _ = service.ask('POST', '/api/v1/expressions/synthesize',
                                                 {'expression': '+'.join(f'x_{{{number}}}^{i}' for i in range(30))})
                answers.append((status, headers.get('retry-after')))
            threads = [threading.Thread(target=ask, args=(i,)) for i in range(40)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            counts = {status: sum(1 for answer in answers if answer[0] == status) for status, _ in answers}
            self.assertEqual(set(counts) - {200, 503}, set(), counts)
            self.assertGreater(counts.get(503, 0), 0, counts)
            self.assertTrue(all(retry for status, retry in answers if status == 503))
            self.assertEqual(service.ask('GET', '/health/live')[0], 200)

    def test_limits_are_exact_and_said(self):
        with Service(rate_limit_requests=10, rate_limit_window=60) as service:
            statuses_seen = []

            def ask():
                status, headers, _ = service.ask('POST', '/api/v1/expressions/process', {'expression': 'x'})
                self.assertEqual(headers['x-ratelimit-limit'], '10')
                self.assertIn('x-ratelimit-remaining', headers)
                if status == 429:
                    self.assertGreaterEqual(int(headers['retry-after']), 1)
                statuses_seen.append(status)
            threads = [threading.Thread(target=ask) for _ in range(32)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual((statuses_seen.count(200), statuses_seen.count(429)), (10, 22))
            # a claim of another address is not believed
            status, _, _ = service.ask('POST', '/api/v1/expressions/process', {'expression': 'x'},
                                       {'X-Forwarded-For': '9.9.9.9'})
            self.assertEqual(status, 429)
            self.assertEqual(service.ask('GET', '/health/live')[0], 200)


class Life(unittest.TestCase):
    def test_stops_gracefully(self):
        service = Service()
        try:
            body = json.dumps({'expression': '+'.join(f'x^{i}' for i in range(100)), 'audio_format': 'wav'})
            answers = []
            thread = threading.Thread(target=lambda: answers.append(
                service.ask('POST', '/api/v1/expressions/synthesize', body, {'Content-Type': 'application/json'})))
            idle = service.connect()
            idle.sendall(request())
            idle.recv(1000)
            thread.start()
            time.sleep(0.05)
            self.assertEqual(service.stop(), 0)
            thread.join()
            self.assertEqual(answers[0][0], 200)
            self.assertEqual(answers[0][1]['connection'], 'close')
            idle.close()
        finally:
            service.__exit__()

    def test_a_dead_voice_is_replaced(self):
        with Service() as service:
            self.assertEqual(service.ask('POST', '/expressions/synthesize', {'expression': 'x'})[0], 200)
            for process in service.children('mathtts-espeak'):
                os.kill(process, signal.SIGKILL)
            self.assertEqual(service.ask('POST', '/expressions/synthesize', {'expression': 'y'})[0], 200)

    def test_a_taken_port_is_said(self):
        with Service() as service:
            with self.assertRaisesRegex(RuntimeError, "Can't listen"):
                Service(listen=f'127.0.0.1:{service.port}')

    def test_listens_on_both_protocols(self):
        with Service(listen='[::1]:0') as service:
            connection = http.client.HTTPConnection('::1', service.port, timeout=5)
            connection.request('GET', '/health/live')
            self.assertEqual(connection.getresponse().status, 200)
            connection.close()

    def test_nothing_secret_in_the_log(self):
        service = Service(log_level='debug')
        try:
            service.ask('GET', '/health', headers={'Authorization': 'Bearer secret-token-1234', 'X-API-Key': 'mtts_secretkey'})
            service.ask('POST', '/auth/login', {'username': 'a', 'password': 'secret-password-99'})
            service.ask('GET', '/voices?token=secret-query-77')
            token = [line.split()[-1] for line in service.output if 'setup_' in line]
            service.stop()
            log = ''.join(service.log)
            self.assertIn('"event":"request"', log)
            for secret in ['secret-token-1234', 'secretkey', 'secret-password-99', 'secret-query-77'] + token:
                self.assertNotIn(secret, log)
        finally:
            service.__exit__()


if __name__ == '__main__':
    unittest.main()
