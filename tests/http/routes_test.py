# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs over all routes as /openapi.json tells them: what is declared once must hold for each."""
import json
import unittest
import urllib.parse

from service import Service

PATH_VALUES = {'/api/v1/voices/{id}': 'espeak:en-us', '/api/v1/voices/{id}/sample': 'espeak:en-us',
               '/api/v1/patterns/{id}': 'natural:power.square', '/api/v1/patterns/{id}/try': 'natural:power.square'}
METHODS = ('get', 'post', 'put', 'patch', 'delete')


class Routes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service()
        cls.document = json.loads(cls.service.ask('GET', '/openapi.json')[2])

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()

    def operations(self):
        for path, methods in self.document['paths'].items():
            for method, operation in methods.items():
                yield path, method, operation

    def fill(self, path):
        value = PATH_VALUES.get(path, 'none')
        while '{' in path:
            path = path[:path.index('{')] + urllib.parse.quote(value, safe=':') + path[path.index('}') + 1:]
        return path

    def declared(self, operation, status):
        self.assertIn(str(status), operation['responses'], operation['operationId'])

    def is_open(self, operation):
        return 'security' not in operation or {} in operation['security']

    def resolve(self, schema):
        while '$ref' in schema:
            at = self.document
            for part in schema['$ref'][2:].split('/'):
                at = at[part]
            schema = at
        return schema

    def check(self, value, schema, where='answer'):
        """A small part of JSON Schema: what our schemas use."""
        schema = self.resolve(schema)
        kinds = {'object': dict, 'array': list, 'string': str, 'integer': int, 'number': (int, float), 'boolean': bool}
        if 'type' in schema:
            self.assertIsInstance(value, kinds[schema['type']], where)
        if 'enum' in schema:
            self.assertIn(value, schema['enum'], where)
        if isinstance(value, dict) and 'properties' in schema:
            for name in schema.get('required', []):
                self.assertIn(name, value, where)
            for name, member in value.items():
                self.assertIn(name, schema['properties'], where)
                self.check(member, schema['properties'][name], f'{where}/{name}')
        if isinstance(value, list) and 'items' in schema:
            for item in value[:50]:
                self.check(item, schema['items'], where + '[]')
        if 'minimum' in schema:
            self.assertGreaterEqual(value, schema['minimum'], where)
        if 'maximum' in schema:
            self.assertLessEqual(value, schema['maximum'], where)

    def test_the_document(self):
        self.assertEqual(self.document['openapi'], '3.1.0')
        ids = [operation['operationId'] for _, _, operation in self.operations()]
        self.assertEqual(len(ids), len(set(ids)))
        text = json.dumps(self.document)
        for part in text.split('"$ref": "')[1:]:
            self.resolve({'$ref': part.split('"')[0]})
        for path, _, operation in self.operations():
            named = {parameter['name'] for parameter in operation.get('parameters', []) if parameter['in'] == 'path'}
            self.assertEqual(named, {part[1:-1] for part in path.split('/') if part.startswith('{')})
        try:
            import openapi_spec_validator
        except ImportError:
            return
        openapi_spec_validator.validate(self.document)

    def test_examples_are_answered_as_declared(self):
        for path, method, operation in self.operations():
            if not self.is_open(operation):
                continue
            content = operation.get('requestBody', {}).get('content', {}).get('application/json', {})
            bodies = [example['value'] for example in content.get('examples', {}).values()]
            if method == 'get' and not any(parameter.get('required') and parameter['in'] == 'query'
                                           for parameter in operation.get('parameters', [])):
                bodies = [None]
            for body in bodies:
                status, headers, answer = self.service.ask(method.upper(), self.fill(path), body)
                self.assertLess(status, 500, (path, answer[:200]))
                self.declared(operation, status)
                self.assertTrue(headers['x-request-id'])
                if headers.get('content-type') == 'application/json':
                    kinds = operation['responses'][str(status)].get('content', {})
                    if 'schema' in kinds.get('application/json', {}):
                        self.check(json.loads(answer), kinds['application/json']['schema'], path)

    def test_both_paths(self):
        for path, method, operation in self.operations():
            if method != 'get' or not self.is_open(operation):
                continue
            plain = path.removeprefix('/api/v1')
            for alias in (plain, '/api/v1' + plain):
                self.assertNotEqual(self.service.ask('GET', self.fill(path).removeprefix('/api/v1') if alias == plain
                                                     else '/api/v1' + self.fill(path).removeprefix('/api/v1'))[0], 404,
                                    alias)

    def test_other_methods(self):
        for path, methods in self.document['paths'].items():
            allowed = {method.upper() for method in methods} | {'OPTIONS'} | ({'HEAD'} if 'get' in methods else set())
            status, headers, _ = self.service.ask('OPTIONS', self.fill(path))
            self.assertEqual(status, 204, path)
            self.assertEqual(set(headers['allow'].split(', ')), allowed)
            for method in METHODS:
                if method in methods:
                    continue
                status, headers, answer = self.service.ask(method.upper(), self.fill(path))
                self.assertEqual(status, 405, (method, path))
                self.assertEqual(set(headers['allow'].split(', ')), allowed)
                self.assertEqual(set(json.loads(answer)), {'error', 'detail', 'request_id'})

    def test_head_is_get_without_a_body(self):
        for path, methods in self.document['paths'].items():
            if 'get' not in methods or not self.is_open(methods['get']):
                continue
            status, headers, answer = self.service.ask('HEAD', self.fill(path))
            self.declared(methods['get'], status)
            self.assertEqual(answer, b'')
            self.assertIn('content-length', headers)

    def test_closed_routes_are_closed(self):
        for path, method, operation in self.operations():
            if self.is_open(operation):
                continue
            for headers in ({}, {'Authorization': 'Bearer nonsense'}, {'X-API-Key': 'nonsense'}, {'Authorization': 'Basic eA=='}):
                status, answer_headers, _ = self.service.ask(method.upper(), self.fill(path), headers=headers)
                self.assertEqual(status, 401, (method, path))
                self.assertTrue(answer_headers['www-authenticate'].startswith('Bearer'))

    def test_wrong_bodies(self):
        for path, method, operation in self.operations():
            if 'requestBody' not in operation or not self.is_open(operation):
                continue
            for body in ([], {}, 1, 'x', {'nosuch': 1}, {'expression': {}}, None):
                status, _, answer = self.service.ask(method.upper(), self.fill(path), json.dumps(body),
                                                     {'Content-Type': 'application/json'})
                self.assertGreaterEqual(status, 400, (path, body))
                self.assertLess(status, 500, (path, body))
                self.declared(operation, status)
            for body in (b'', b'{', b'\xff'):
                status, _, _ = self.service.ask(method.upper(), self.fill(path), body,
                                                {'Content-Type': 'application/json'})
                self.assertEqual(status, 400, (path, body))
            self.assertEqual(self.service.ask(method.upper(), self.fill(path), b'x', {'Content-Type': 'text/x'})[0], 415)

    def test_wrong_parameters(self):
        for path, method, operation in self.operations():
            if method != 'get' or not self.is_open(operation):
                continue
            if not any(parameter['in'] == 'query' for parameter in operation.get('parameters', [])):
                continue
            for query in ('nosuch=1', 'nosuch', '%ff=1', 'a=%zz'.replace('%zz', '%ff')):
                status, _, _ = self.service.ask('GET', self.fill(path) + '?' + query)
                self.assertIn(status, (400, 404, 422), (path, query))
                self.declared(operation, status)

    def test_answers_are_compressed_when_accepted(self):
        _, headers, packed = self.service.ask('GET', '/openapi.json', headers={'Accept-Encoding': 'br, gzip'})
        self.assertEqual(headers['content-encoding'], 'gzip')
        for accepted in ('identity', 'gzip;q=0', 'br'):
            _, headers, plain = self.service.ask('GET', '/openapi.json', headers={'Accept-Encoding': accepted})
            self.assertNotIn('content-encoding', headers)
            self.assertGreater(len(plain), len(packed))

    def test_sound(self):
        path = '/api/v1/expressions/synthesize'
        for kind, begin in (('wav', b'RIFF'), ('flac', b'fLaC'), ('ogg', b'OggS'), ('opus', b'OggS'), ('mp3', None)):
            status, headers, sound = self.service.ask('POST', path, {'expression': 'x^2', 'audio_format': kind})
            self.assertEqual(status, 200)
            self.assertTrue(headers['content-type'].startswith('audio/'))
            self.assertTrue(begin is None or sound.startswith(begin))
        query = path + '?expression=x%5E2'
        status, headers, whole = self.service.ask('GET', query)
        etag = headers['etag']
        self.assertEqual(self.service.ask('GET', query, headers={'If-None-Match': etag})[0], 304)
        for wanted, expected in (('bytes=0-9', whole[:10]), ('bytes=-5', whole[-5:]), ('bytes=20-', whole[20:]),
                                 ('bytes=10-999999999', whole[10:])):
            status, headers, part = self.service.ask('GET', query, headers={'Range': wanted})
            self.assertEqual((status, part), (206, expected), wanted)
        self.assertEqual(self.service.ask('GET', query, headers={'Range': 'bytes=99999999-'})[0], 416)
        for ignored in ('bytes=5-2', 'lines=1-2', 'bytes=0-1,3-4', 'bytes=', 'bytes=--1'):
            self.assertEqual(self.service.ask('GET', query, headers={'Range': ignored})[0], 200, ignored)
        self.assertEqual(self.service.ask('GET', query, headers={'Range': 'bytes=0-9', 'If-Range': '"old"'})[0], 200)

    def test_marks(self):
        body = {'expression': 'x^2+1', 'include_marks': True}
        answer = json.loads(self.service.ask('POST', '/api/v1/expressions/synthesize', body)[2])
        words = [answer['speech_text'].encode()[mark['begin']:mark['end']].decode() for mark in answer['marks']]
        self.assertEqual(words, ['x', 'squared', 'plus', '1'])
        times = [mark['time_ms'] for mark in answer['marks']]
        self.assertEqual(times, sorted(times))
        self.assertLess(times[-1], answer['duration_ms'])

    def test_the_walk(self):
        answer = json.loads(self.service.ask('POST', '/expressions/explore', {'expression': '\\frac{a+b}{c}'})[2])
        nodes = answer['nodes']
        root = nodes[answer['root']]
        self.assertEqual((root['concept'], root['speech']), ('fraction', answer['speech_text']))
        self.assertEqual([nodes[child]['speech'] for child in root['children']], ['a plus b', 'c'])
        for node in nodes:
            for child in node['children']:
                self.assertEqual(nodes[child]['parent'], node['id'])

    def test_a_second_answer_is_kept(self):
        body = {'expression': 'kept^2'}
        first, second = (json.loads(self.service.ask('POST', '/expressions/process', body)[2]) for _ in range(2))
        self.assertEqual((first['cached'], second['cached']), (False, True))
        self.assertEqual(first['speech_text'], second['speech_text'])

    def test_many_lines(self):
        lines = ''.join(json.dumps({'expression': f'x^{i}'}) + '\n' for i in range(20000))
        status, headers, answer = self.service.ask('POST', '/expressions/batch', lines,
                                                   {'Content-Type': 'application/x-ndjson'})
        self.assertEqual((status, headers['content-type']), (200, 'application/x-ndjson'))
        results = [json.loads(line) for line in answer.splitlines()]
        self.assertEqual([result['index'] for result in results], list(range(20000)))
        self.assertTrue(all(result['success'] for result in results))


class Cors(unittest.TestCase):
    def test_only_named_origins(self):
        ask = {'Origin': 'https://school.example', 'Access-Control-Request-Method': 'POST'}
        path = '/api/v1/expressions/process'
        with Service() as service:
            self.assertNotIn('access-control-allow-origin', service.ask('OPTIONS', path, headers=ask)[1])
        with Service(cors_origins='https://school.example') as service:
            status, headers, _ = service.ask('OPTIONS', path, headers=ask)
            self.assertEqual((status, headers['access-control-allow-origin']), (204, 'https://school.example'))
            self.assertIn('Authorization', headers['access-control-allow-headers'])
            ask['Origin'] = 'https://evil.example'
            self.assertNotIn('access-control-allow-origin', service.ask('OPTIONS', path, headers=ask)[1])
            _, headers, _ = service.ask('GET', '/health/live', headers={'Origin': 'https://school.example'})
            self.assertEqual(headers['access-control-allow-origin'], 'https://school.example')
            self.assertIn('Origin', headers['vary'])


if __name__ == '__main__':
    unittest.main()
