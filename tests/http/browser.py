# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a headless Chromium over its DevTools pipe; nothing but the standard library."""
import base64
import json
import os
import shutil
import subprocess
import tempfile
import time


def program():
    return shutil.which('chromium') or shutil.which('chromium-browser') or shutil.which('google-chrome')


class Browser:
    def __init__(self, width=390, height=844):
        self.folder = tempfile.mkdtemp(prefix='mathtts-browser-')
        to_browser, self.write_end = os.pipe()
        self.read_end, from_browser = os.pipe()
        # the browser reads commands from descriptor 3 and answers on descriptor 4
        shell = f'exec 3<&{to_browser} 4>&{from_browser}; exec "$0" "$@"'
        self.process = subprocess.Popen(
            ['sh', '-c', shell, program(), '--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run',
             '--disable-dev-shm-usage', '--autoplay-policy=no-user-gesture-required', '--remote-debugging-pipe',
             f'--user-data-dir={self.folder}', f'--window-size={width},{height}', 'about:blank'],
            pass_fds=(to_browser, from_browser), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.number, self.buffer, self.events = 0, b'', []
        self.session = None
        target = self.call('Target.createTarget', {'url': 'about:blank'})['targetId']
        self.session = self.call('Target.attachToTarget', {'targetId': target, 'flatten': True})['sessionId']
        for domain in ('Page', 'Runtime', 'Log', 'Network'):
            self.call(domain + '.enable')
        self.call('Emulation.setDeviceMetricsOverride',
                  {'width': width, 'height': height, 'deviceScaleFactor': 1, 'mobile': True})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)
        os.close(self.write_end)
        os.close(self.read_end)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _message(self):
        while b'\0' not in self.buffer:
            piece = os.read(self.read_end, 1 << 16)
            if not piece:
                raise RuntimeError('the browser has ended')
            self.buffer += piece
        message, self.buffer = self.buffer.split(b'\0', 1)
        return json.loads(message)

    def call(self, method, parameters=None):
        self.number += 1
        question = {'id': self.number, 'method': method, 'params': parameters or {}}
        if self.session:
            question['sessionId'] = self.session
        os.write(self.write_end, json.dumps(question).encode() + b'\0')
        while True:
            message = self._message()
            if message.get('id') == self.number:
                if 'error' in message:
                    raise RuntimeError(message['error'])
                return message['result']
            self.events.append(message)

    def run(self, script):
        """The value of a JavaScript expression; promises are awaited."""
        answer = self.call('Runtime.evaluate', {'expression': script, 'awaitPromise': True, 'returnByValue': True,
                                                'userGesture': True})
        if 'exceptionDetails' in answer:
            raise RuntimeError(answer['exceptionDetails'])
        return answer['result'].get('value')

    def open(self, address):
        self.events.clear()
        self.call('Page.navigate', {'url': address})
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def wait(self, condition, seconds=20):
        deadline = time.monotonic() + seconds
        while not self.run(condition):
            if time.monotonic() > deadline:
                raise AssertionError('never became true: ' + condition)
            time.sleep(0.05)

    def complaints(self):
        """What the console holds of errors: scripts that failed, content that the policy of the page refused."""
        self.run('0')
        found = []
        for event in self.events:
            if event.get('method') == 'Log.entryAdded' and event['params']['entry']['level'] == 'error':
                found.append(event['params']['entry']['text'])
            if event.get('method') == 'Runtime.exceptionThrown':
                found.append(event['params']['exceptionDetails'].get('text', 'exception'))
        return found

    def addresses(self):
        """Every address that was asked since open()."""
        self.run('0')
        return [event['params']['request']['url'] for event in self.events
                if event.get('method') == 'Network.requestWillBeSent']

    def screenshot(self, file):
        picture = self.call('Page.captureScreenshot', {'format': 'png'})['data']
        with open(file, 'wb') as output:
            output.write(base64.b64decode(picture))
