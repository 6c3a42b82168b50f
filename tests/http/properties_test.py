#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other people's judges say of the service: of its document, of its answers to made-up requests, of its page.

Each is skipped by name where its tool is missing: pip install openapi-spec-validator schemathesis; npm install axe-core
(MATHTTS_AXE names its axe.min.js where npm's global folder is not the place).
"""
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import browser
from service import PROGRAM, Service

# What schemathesis asks of every answer. Not asked: that each request that fits the schema be accepted (that \\foo is no
# formula is no matter of a schema) and that each that doesn't be refused (one wrong item of a batch fails alone).
CHECKS = ('not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_headers_conformance',
          'response_schema_conformance', 'unsupported_method', 'missing_required_header', 'ignored_auth',
          'use_after_free', 'ensure_resource_availability')
EXAMPLES = 5  # of each operation and phase
# Methods that no route has (TRACE, QUERY) are refused before there is a route: 501 is right for them.
CONFIGURATION = '[phases.coverage]\nunexpected-methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]\n'


def schemathesis():
    beside = os.path.join(os.path.dirname(sys.executable), 'schemathesis')
    return shutil.which('schemathesis') or (beside if os.path.exists(beside) else None)


def axe():
    named = os.environ.get('MATHTTS_AXE')
    if named:
        return named
    if not shutil.which('npm'):
        return None
    folder = subprocess.run(['npm', 'root', '--global'], capture_output=True, text=True).stdout.strip()
    file = os.path.join(folder, 'axe-core', 'axe.min.js')
    return file if os.path.exists(file) else None


class Document(unittest.TestCase):
    @unittest.skipUnless(importlib.util.find_spec('openapi_spec_validator'), 'openapi-spec-validator is not installed')
    def test_is_valid(self):
        import openapi_spec_validator
        with Service() as service:
            openapi_spec_validator.validate(json.loads(service.ask('GET', '/openapi.json')[2]))


@unittest.skipUnless(schemathesis(), 'schemathesis is not installed')
class Answers(unittest.TestCase):
    def setUp(self):
        self.service = Service(log_level='error', rate_limit_enabled='false')
        self.addCleanup(self.service.__exit__)
        subprocess.run([PROGRAM, 'users', 'add', 'ana', '--role', 'admin', '--password-stdin', '--data', self.service.data],
                       input='correct horse\n', text=True, check=True, capture_output=True)
        status, _, body = self.service.ask('POST', '/auth/login', {'username': 'ana', 'password': 'correct horse'})
        self.assertEqual(status, 200)
        self.token = json.loads(body)['access_token']

    def judge(self, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, 'schemathesis.toml'), 'w', encoding='utf-8') as file:
                file.write(CONFIGURATION)
            done = subprocess.run(
                [schemathesis(), 'run', f'http://127.0.0.1:{self.service.port}/openapi.json', '--no-color', '--workers=1',
                 f'--max-examples={EXAMPLES}', '--generation-deterministic', '--continue-on-failure', '--warnings=off',
                 '--checks=' + ','.join(CHECKS), *arguments], capture_output=True, text=True, cwd=folder, timeout=180)
        self.assertEqual(done.returncode, 0, done.stdout[-20000:] + done.stderr[-2000:])
        self.assertTrue(self.service.is_alive())
        self.assertNotIn('"event":"exception"', ''.join(self.service.log))

    def test_nobody(self):
        self.judge()

    def test_an_administrator(self):
        # not what would end the login that the run needs
        self.judge('--header', 'Authorization: Bearer ' + self.token,
                   '--exclude-path-regex', 'logout|change-password|/auth/users/')

    def test_a_key(self):
        status, _, body = self.service.ask('POST', '/auth/api-keys', {'name': 'reader'},
                                           {'Authorization': 'Bearer ' + self.token})
        self.assertEqual(status, 201)
        # a valid key is enough, whatever Authorization stands beside it
        self.judge('--header', 'X-API-Key: ' + json.loads(body)['api_key'], '--exclude-checks', 'ignored_auth')


@unittest.skipUnless(browser.program(), 'no Chromium here')
@unittest.skipUnless(axe(), 'axe-core is not installed')
class Accessibility(unittest.TestCase):
    """WCAG 2.2 AA, as far as axe-core can tell, in every state of the page."""

    STATES = {
        'empty': 'true',
        'read': r"""(() => { const box = document.getElementById('formula'); box.value = String.raw`\frac{a}{b}`;
                    box.dispatchEvent(new Event('input', {bubbles: true})); })() || true""",
        'wrong': "document.getElementById('formula').value = '', document.getElementById('hear').click(), true",
    }

    @classmethod
    def setUpClass(cls):
        with open(axe(), encoding='utf-8') as file:
            cls.script = file.read()
        cls.service = Service()

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()

    def test_the_page(self):
        for width, height in ((390, 844), (1280, 800)):
            with browser.Browser(width, height) as chromium:
                for scheme in ('light', 'dark'):
                    chromium.call('Emulation.setEmulatedMedia',
                                  {'features': [{'name': 'prefers-color-scheme', 'value': scheme}]})
                    chromium.open(f'http://127.0.0.1:{self.service.port}/')
                    chromium.run(self.script + '; true')
                    for state, script in self.STATES.items():
                        chromium.run(script)
                        if state == 'read':
                            chromium.wait("document.getElementById('reading').textContent === 'a over b'")
                        found = json.loads(chromium.run('axe.run(document).then(found => JSON.stringify({'
                                                        'passes: found.passes.length, violations: found.violations.map('
                                                        'one => [one.id, one.nodes.map(node => node.html)])}))'))
                        self.assertGreater(found['passes'], 15)
                        self.assertEqual(found['violations'], [], (width, scheme, state))


if __name__ == '__main__':
    unittest.main()
