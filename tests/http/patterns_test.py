# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules as a program sees them: listed, tried, and laid over by an administrator, on this server and another one."""
import json
import time
import unittest

from service import Service

PASSWORD = 'correct horse battery'


class Patterns(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service()
        token = cls.service.output[-1].split()[-1]
        account = {'username': 'ana', 'password': PASSWORD, 'token': token}
        status, _, body = cls.service.ask('POST', '/auth/setup', account)
        assert status == 201, body
        status, _, body = cls.service.ask('POST', '/auth/login', {'username': 'ana', 'password': PASSWORD})
        cls.admin = {'Authorization': 'Bearer ' + json.loads(body)['access_token']}

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()

    def tearDown(self):
        for pattern in self.get('/patterns?origin=overlay&limit=500')['patterns']:
            self.ask('DELETE', '/patterns/' + pattern['id'], status=204)

    def ask(self, method, path, body=None, status=200, headers=None):
        code, _, answer = self.service.ask(method, '/api/v1' + path, body, self.admin if headers is None else headers)
        self.assertEqual(code, status, answer[:500])
        return json.loads(answer) if answer else None

    def get(self, path):
        return self.ask('GET', path, headers={})

    def add(self, source, status=201, **more):
        return self.ask('POST', '/patterns', {'name': 'mine', 'source': source, **more}, status)

    def say(self, expression, service=None, **more):
        status, _, answer = (service or self.service).ask('POST', '/api/v1/expressions/process',
                                                          {'expression': expression, **more})
        self.assertEqual(status, 200, answer)
        return json.loads(answer)['speech_text']

    def test_the_list_and_its_filters(self):
        everything = self.get('/patterns')
        self.assertEqual(len(everything['patterns']), 50)
        self.assertGreater(everything['total'], 500)
        powers = self.get('/patterns?style=natural&concept=power&limit=500')
        self.assertGreater(powers['total'], 3)
        for pattern in powers['patterns']:
            self.assertEqual(pattern['style'], 'natural')
            self.assertIn('power', pattern['concepts'])
            self.assertEqual(pattern['origin'], 'built-in')
        fields = self.get('/patterns?domain=physics')
        self.assertLess(fields['total'], everything['total'])
        for pattern in fields['patterns']:
            self.assertIn('physics', pattern['domains'])
        pages = [pattern['id'] for offset in (0, 2)
                 for pattern in self.get(f'/patterns?style=natural&offset={offset}&limit=2')['patterns']]
        self.assertEqual(pages, [pattern['id'] for pattern in self.get('/patterns?style=natural&limit=4')['patterns']])
        self.ask('GET', '/patterns?domain=cooking', status=422)

    def test_one(self):
        pattern = self.get('/patterns/natural:power.square')
        self.assertEqual((pattern['name'], pattern['style']), ('power.square', 'natural'))
        self.assertTrue(pattern['source'].startswith('rule power.square'))
        self.ask('GET', '/patterns/natural:nothing', status=404)

    def test_a_built_in_rule_is_tried(self):
        tried = self.ask('POST', '/patterns/natural:power.square/try', {'expression': 'x^2'}, headers={})
        self.assertTrue(tried['applies'])
        self.assertEqual(tried['speech_text'], 'x squared')
        tried = self.ask('POST', '/patterns/natural:power.square/try', {'expression': 'x^3'}, headers={})
        self.assertFalse(tried['applies'])
        self.ask('POST', '/patterns/natural:nothing/try', {'expression': 'x'}, status=404)

    def test_a_rule_holds_at_once_and_until_it_goes(self):
        self.assertEqual(self.say('a \\le b'), 'a is less than or equal to b')
        pattern = self.add('word symbols ≤ = is at most')
        self.assertTrue(pattern['enabled'] and pattern['in_force'])
        self.assertEqual(self.say('a \\le b'), 'a is at most b')
        path = '/patterns/' + pattern['id']
        self.assertEqual(self.get(path), pattern)
        tried = self.ask('POST', path + '/try', {'expression': 'a \\le b'}, headers={})
        self.assertEqual((tried['applies'], tried['speech_text'], tried['speech_text_without']),
                         (True, 'a is at most b', 'a is less than or equal to b'))
        changed = {'name': 'other', 'source': 'word symbols ≤ = never exceeds'}
        self.assertEqual(self.ask('PUT', path, changed)['name'], 'other')
        self.assertEqual(self.say('a \\le b'), 'a never exceeds b')
        self.assertFalse(self.ask('POST', path + '/disable')['in_force'])
        self.assertEqual(self.say('a \\le b'), 'a is less than or equal to b')
        tried = self.ask('POST', path + '/try', {'expression': 'a \\le b'}, headers={})
        self.assertEqual((tried['speech_text'], tried['speech_text_without']),
                         ('a never exceeds b', 'a is less than or equal to b'))
        self.assertTrue(self.ask('POST', path + '/enable')['in_force'])
        self.assertEqual(self.say('a \\le b'), 'a never exceeds b')
        self.ask('DELETE', path, status=204)
        self.assertEqual(self.say('a \\le b'), 'a is less than or equal to b')
        self.ask('GET', path, status=404)

    def test_a_style_of_ones_own(self):
        self.add('style school extends natural\nmessage power.square = {base} to the two')
        self.assertEqual(self.say('x^2', style='school'), 'x to the two')
        self.assertEqual(self.say('x^2'), 'x squared')

    def test_mistakes_have_their_place(self):
        for source, place, words in (
                ('message power.square = {bse} squared', 'line 1, column 24: ', 'Did you mean base?'),
                ('# mine\nrule r : pwer -> power.square', 'line 2, column 6: ', 'Did you mean power?'),
                ('rule r : power -> m\nrule s : power [base:leaf] -> m\nmessage m = m', 'line 2, column 6: ', 'never reached')):
            answer = self.add(source, status=422)
            self.assertEqual(answer['problems'][0]['pointer'], '/source')
            self.assertTrue(answer['problems'][0]['message'].startswith(place), answer)
            self.assertIn(words, answer['problems'][0]['message'])
        self.add('word symbols + = and', style='nosuch', status=422)
        self.add('word symbols + = and', locale='xx', status=422)
        self.assertEqual(self.get('/patterns?origin=overlay')['total'], 0)

    def test_rules_that_do_not_go_together(self):
        self.add('word symbols + = and')
        answer = self.add('word symbols + = add', status=422)
        self.assertIn('has words already', answer['problems'][0]['message'])

    def test_only_administrators_change_rules(self):
        body = {'name': 'mine', 'source': 'word symbols + = and'}
        self.ask('POST', '/patterns', body, status=401, headers={})
        self.ask('DELETE', '/patterns/natural:power.square', status=409)
        self.ask('PUT', '/patterns/natural:power.square', body, status=409)
        self.ask('DELETE', '/patterns/nothing', status=404)

    def test_hostile_rules_are_refused_in_little_time(self):
        condition = 'rule r : power when verbosity = terse'
        condition += ' and (audience = graduate or domain = physics or listener = blind or verbosity = terse)' * 40
        for source in (condition + ' -> power.square', 'rule r : power [' + 'base:leaf ' * 5000 + '] -> power.square',
                       'message power.square = {next} {base}', 'message power.tall = {base} {base}',
                       '\n'.join(f'rule r{i} : power [exponent = {i}] -> power.square' for i in range(1000)),
                       'message power.square = {>a}' + ''.join(f'\nmessage {chr(97 + i)} = {{>{chr(98 + i)}}} {{>{chr(98 + i)}}}'
                                                               for i in range(20)), 'x' * 60001, '\x00', '(' * 50000):
            start = time.monotonic()
            self.add(source, status=422)
            self.assertLess(time.monotonic() - start, 3)
        self.assertEqual(self.say('x^2'), 'x squared')

    def test_another_server_of_the_database(self):
        with Service(data=self.service.data) as other:
            self.assertEqual(self.say('c \\le d', other), 'c is less than or equal to d')
            self.add('word symbols ≤ = is at most')
            time.sleep(1)
            self.assertEqual(self.say('c \\le d', other), 'c is at most d')


if __name__ == '__main__':
    unittest.main()
