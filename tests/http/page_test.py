# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the service in a headless browser: for pupils, and the documentation. Skipped without Chromium."""
import os
import unittest

import browser
from service import Service


@unittest.skipUnless(browser.program(), 'no Chromium here')
class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service()
        cls.browser = browser.Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.__exit__()
        cls.service.__exit__()

    def open(self, path):
        self.browser.open(f'http://127.0.0.1:{self.service.port}{path}')

    def check_clean(self):
        self.assertEqual(self.browser.complaints(), [])
        for address in self.browser.addresses():
            self.assertTrue(address.startswith((f'http://127.0.0.1:{self.service.port}/', 'data:', 'blob:')), address)

    def type(self, formula):
        self.browser.run("document.getElementById('formula').focus(); document.getElementById('formula').select()")
        self.browser.call('Input.insertText', {'text': formula})

    def test_reads_while_one_types(self):
        self.open('/')
        self.type(r'\frac{a}{b}')
        self.browser.wait("document.getElementById('reading').textContent === 'a over b'")
        self.check_clean()

    def test_speaks_and_marks_the_words(self):
        self.open('/')
        self.type('x^2+1')
        self.browser.run("""window.seen = new Set(); new MutationObserver(() => {
            const said = document.querySelector('.said'); if (said) seen.add(said.textContent);
        }).observe(document.getElementById('reading'), {subtree: true, attributes: true, childList: true});""")
        self.browser.run("document.getElementById('hear').click()")
        self.browser.wait("document.getElementById('status').textContent === 'Done.'")
        self.assertEqual(self.browser.run("[...seen].join('|')"), 'x|squared|plus|1')
        self.check_clean()

    def test_says_what_is_wrong(self):
        self.open('/')
        self.browser.run("document.getElementById('hear').click()")
        self.browser.wait("!document.getElementById('problem').hidden")
        self.assertEqual(self.browser.run("document.activeElement.id"), 'formula')
        self.assertEqual(self.browser.run("document.getElementById('formula').getAttribute('aria-invalid')"), 'true')

    def test_fits_a_phone_and_can_be_touched(self):
        self.open('/')
        self.assertLessEqual(self.browser.run('document.documentElement.scrollWidth'), 390)
        small = self.browser.run("""[...document.querySelectorAll('button, select, textarea')].filter(element => {
            const box = element.getBoundingClientRect(); return box.height < 44 || box.width < 44;
        }).map(element => element.id || element.textContent)""")
        self.assertEqual(small, [])

    def test_everything_has_a_name(self):
        self.open('/')
        nodes = self.browser.call('Accessibility.getFullAXTree')['nodes']
        for node in nodes:
            role = node.get('role', {}).get('value')
            if role in ('button', 'textbox', 'combobox', 'link', 'heading', 'main', 'form') and not node.get('ignored'):
                if role in ('main', 'form'):
                    continue
                self.assertTrue(node.get('name', {}).get('value'), node)
        roles = {node.get('role', {}).get('value') for node in nodes}
        self.assertLessEqual({'main', 'banner', 'contentinfo', 'heading', 'status'}, roles)

    def test_words_have_contrast(self):
        # WCAG 2.2, 1.4.3: 4.5 to 1 for text, in both color schemes
        script = """(() => {
            const light = color => { const [r, g, b] = color.match(/\\d+(\\.\\d+)?/g).map(Number).map(v => v / 255)
                .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126*r + 0.7152*g + 0.0722*b; };
            const ground = element => { for (let at = element; at; at = at.parentElement) {
                const color = getComputedStyle(at).backgroundColor; if (!/, 0\\)$|transparent/.test(color)) return color; }
                return 'rgb(255, 255, 255)'; };
            return [...document.querySelectorAll('h1,h2,p,label,button:enabled,a,code,select,textarea,li')].filter(e =>
                e.offsetParent !== null).map(e => { const a = light(getComputedStyle(e).color), b = light(ground(e));
                return [e.textContent.trim().slice(0, 20), (Math.max(a, b) + .05) / (Math.min(a, b) + .05)]; })
                .filter(([, ratio]) => ratio < 4.5);
        })()"""
        for scheme in ('light', 'dark'):
            self.browser.call('Emulation.setEmulatedMedia',
                              {'features': [{'name': 'prefers-color-scheme', 'value': scheme}]})
            self.open('/')
            self.assertEqual(self.browser.run(script), [], scheme)

    def test_swagger_ui_works_offline(self):
        self.open('/docs')
        self.browser.wait("document.querySelectorAll('.opblock').length > 10")
        self.check_clean()

    def test_swagger_ui_logs_in(self):
        self.assertEqual(self.service.ask('POST', '/auth/register', {
            'username': 'ana', 'password': 'correct horse'})[0], 201)
        self.open('/docs')
        self.browser.wait("document.querySelectorAll('.opblock').length > 10")
        self.browser.run("document.querySelector('.btn.authorize').click()")
        self.browser.wait("document.getElementById('oauth_password') !== null")
        for field, text in (('oauth_username', 'ana'), ('oauth_password', 'correct horse')):
            self.browser.run(f"document.getElementById('{field}').focus()")
            self.browser.call('Input.insertText', {'text': text})
        self.browser.run("document.getElementById('oauth_password').closest('.auth-container')"
                         ".querySelector('button.authorize').click()")
        self.browser.wait("document.body.innerText.includes('Authorized')")
        self.check_clean()

    def test_redoc_works_offline(self):
        self.open('/redoc')
        self.browser.wait("document.querySelectorAll('[data-section-id]').length > 10")
        # ReDoc would load its maker's mark from elsewhere; the page's policy must stop that, and nothing else be wrong
        refused = [text for text in self.browser.complaints() if 'Content Security Policy' not in text]
        self.assertEqual(refused, [])

    def test_picture(self):
        folder = os.environ.get('MATHTTS_PICTURES')
        if not folder:
            self.skipTest('MATHTTS_PICTURES names no folder')
        for path, name in (('/', 'page'), ('/docs', 'docs'), ('/redoc', 'redoc')):
            self.open(path)
            if path == '/':
                self.type(r'\frac{-b \pm \sqrt{b^2-4ac}}{2a}')
                self.browser.wait("document.getElementById('reading').textContent.startsWith('the fraction') || "
                                  "document.getElementById('copy').disabled === false")
            else:
                self.browser.wait("document.querySelectorAll('.opblock, [data-section-id]').length > 10")
            self.browser.screenshot(os.path.join(folder, name + '.png'))


if __name__ == '__main__':
    unittest.main()
