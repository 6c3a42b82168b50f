# SPDX-License-Identifier: GPL-3.0-or-later
"""TLS with the certificate that the service makes itself."""
import hashlib
import os
import socket
import ssl
import stat
import unittest

from service import Service


class Tls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(tls=True, header_timeout_ms=1000)
        cls.certificate = os.path.join(cls.service.data, 'tls', 'certificate.pem')

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()

    def ask(self, name, context):
        with socket.create_connection(('127.0.0.1', self.service.port), 10) as plain:
            with context.wrap_socket(plain, server_hostname=name) as secure:
                secure.sendall(b'GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
                received = b''
                while piece := secure.recv(4096):
                    received += piece
                return received, secure.version(), secure.getpeercert(binary_form=True)

    def test_every_name_of_the_machine_is_in_the_certificate(self):
        context = ssl.create_default_context(cafile=self.certificate)
        for name in ('localhost', '127.0.0.1', '::1'):
            received, version, certificate = self.ask(name, context)
            self.assertTrue(received.startswith(b'HTTP/1.1 200'))
            self.assertIn(version, ('TLSv1.2', 'TLSv1.3'))
        shown = [line.split()[-1] for line in self.service.output if line.startswith('Certificate')]
        self.assertEqual(shown[0].replace(':', '').lower(), hashlib.sha256(certificate).hexdigest())
        with self.assertRaises(ssl.SSLCertVerificationError):
            self.ask('elsewhere.example', context)

    def test_old_protocols_are_refused(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        try:
            context.set_ciphers('ALL:@SECLEVEL=0')
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        except (ValueError, ssl.SSLError):
            self.skipTest('this Python knows no old TLS')
        with self.assertRaises((ssl.SSLError, ConnectionError)):
            self.ask('localhost', context)

    def test_plain_http_and_silence_end(self):
        with socket.create_connection(('127.0.0.1', self.service.port), 5) as plain:
            plain.sendall(b'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
            self.assertFalse(plain.recv(100).startswith(b'HTTP'))
        with socket.create_connection(('127.0.0.1', self.service.port), 5) as plain:
            plain.settimeout(4)
            self.assertEqual(plain.recv(100), b'')  # a handshake that never comes

    def test_the_key_is_the_owners_alone(self):
        mode = stat.S_IMODE(os.stat(os.path.join(self.service.data, 'tls', 'key.pem')).st_mode)
        self.assertEqual(mode, 0o600)


if __name__ == '__main__':
    unittest.main()
