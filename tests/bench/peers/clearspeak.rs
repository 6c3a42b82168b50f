// SPDX-License-Identifier: GPL-3.0-or-later
// clearspeak FILE ROUNDS: what mathml-bench prints, of MathCAT.
use libmathcat::interface::{get_spoken_text, set_mathml, set_preference, set_rules_dir};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::time::Instant;

fn speak(expression: &str) -> bool {
    catch_unwind(AssertUnwindSafe(|| {
        set_mathml(expression).is_ok() && get_spoken_text().is_ok_and(|text| !text.is_empty())
    }))
    .unwrap_or(false)
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&arguments[1]).expect("a file of expressions");
    let rounds: usize = arguments[2].parse().expect("a number of rounds");
    let expressions: Vec<&str> = text.split_terminator('\0').collect();

    std::panic::set_hook(Box::new(|_| {})); // expressions that it can't read are counted, not told of
    let _ = set_rules_dir("Rules"); // those inside the program
    for (name, value) in [("Language", "en"), ("SpeechStyle", "ClearSpeak"), ("Verbosity", "Medium"), ("TTS", "None")] {
        set_preference(name, value).expect("a preference");
    }
    let answered: Vec<bool> = expressions.iter().map(|expression| speak(expression)).collect(); // warms up
    let mut times = vec![Vec::with_capacity(rounds); expressions.len()];
    for _ in 0..rounds {
        for (expression, times) in expressions.iter().zip(&mut times) {
            let start = Instant::now();
            speak(expression);
            times.push(start.elapsed().as_nanos());
        }
    }
    for (answered, times) in answered.iter().zip(&mut times) {
        times.sort_unstable();
        if *answered { println!("{}", times[rounds / 2]) } else { println!("-") }
    }
}
