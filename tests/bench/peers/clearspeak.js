// SPDX-License-Identifier: GPL-3.0-or-later
// node clearspeak.js FILE ROUNDS: what mathml-bench prints, of Speech Rule Engine.
const sre = require('speech-rule-engine');

const expressions = require('fs').readFileSync(process.argv[2], 'utf8').split('\0').slice(0, -1);
const rounds = Number(process.argv[3]);

function speak(expression) {
    try {
        return sre.toSpeech(expression);
    } catch {
        return '';
    }
}

sre.setupEngine({locale: 'en', domain: 'clearspeak', style: 'default', modality: 'speech', markup: 'punctuation'})
    .then(() => {
        const answered = expressions.map(speak); // warms up
        const times = expressions.map(() => []);
        for (let round = 0; round < rounds; ++round) {
            expressions.forEach((expression, i) => {
                const start = process.hrtime.bigint();
                speak(expression);
                times[i].push(Number(process.hrtime.bigint() - start));
            });
        }
        const median = list => list.sort((a, b) => a - b)[rounds >> 1];
        console.log(times.map((list, i) => answered[i] ? median(list) : '-').join('\n'));
    });
