//! Mutations of the seeds of a reader.

use crate::list::{Reader, Seeds};

/// Makes inputs from seeds; some of them live on as seeds, so that structures grow.
pub struct Mutator {
    random: fastrand::Rng,
    seeds: Vec<Vec<u8>>,
    fixed: usize,
    pieces: &'static [&'static str],
}

/// How long an input may become, in bytes.
const LONGEST: usize = 60_000;

impl Mutator {
    /// For a reader; the same seed gives the same inputs.
    pub fn new(seed: u64, reader: &Reader, made: &Seeds) -> Self {
        let mut seeds: Vec<Vec<u8>> = reader.seeds.iter().map(|text| text.as_bytes().to_vec()).collect();
        seeds.extend(made.of(reader.name));
        seeds.push(Vec::new());
        Self { random: fastrand::Rng::with_seed(seed), fixed: seeds.len(), seeds, pieces: reader.pieces }
    }

    /// The next input.
    pub fn next(&mut self) -> Vec<u8> {
        // Mutated seeds are mostly refused early: most inputs come from whole seeds, and most have few mutations, so that
        // what reads the inside of an input is reached too.
        let among = if self.random.u8(..4) == 0 { self.seeds.len() } else { self.fixed };
        let mut bytes = self.seeds[self.random.usize(..among)].clone();
        let mutations = match self.random.u8(..20) {
            0 => 0,
            1..11 => 1,
            11..16 => 2,
            _ => self.random.usize(3..10),
        };
        for _ in 0..mutations {
            self.mutate(&mut bytes);
        }
        bytes.truncate(LONGEST);
        if self.random.u8(..20) == 0 {
            if self.seeds.len() < self.fixed + 500 {
                self.seeds.push(bytes.clone());
            } else {
                let at = self.fixed + self.random.usize(..500);
                self.seeds[at] = bytes.clone();
            }
        }
        bytes
    }

    /// Changes one thing: puts in, takes out, repeats, swaps or flips.
    fn mutate(&mut self, bytes: &mut Vec<u8>) {
        let random = &mut self.random;
        let at = random.usize(..=bytes.len());
        let end = (at + 1 + random.usize(..40)).min(bytes.len());
        match random.u8(..10) {
            0 | 1 if !self.pieces.is_empty() => {
                let piece = self.pieces[random.usize(..self.pieces.len())];
                bytes.splice(at..at, piece.bytes());
            }
            2 => drop(bytes.drain(at.min(end)..end)),
            3 => {
                let part = bytes[at.min(end)..end].to_vec();
                let most = if random.u8(..12) == 0 { 3_000 } else { 3 };
                let part = part.repeat(random.usize(1..=most));
                bytes.splice(at..at, part.into_iter().take(LONGEST));
            }
            4 => {
                let other = &self.seeds[random.usize(..self.seeds.len())];
                let start = random.usize(..=other.len());
                let stop = (start + random.usize(..200)).min(other.len());
                bytes.splice(at..at, other[start..stop].iter().copied());
            }
            5 => {
                // Sizes and offsets that are too large.
                let number =
                    [0u64, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff, u64::MAX][random.usize(..9)];
                let width = [1, 2, 4, 8][random.usize(..4)];
                let number = if random.bool() {
                    number.to_be_bytes()[8 - width..].to_vec()
                } else {
                    number.to_le_bytes()[..width].to_vec()
                };
                bytes.iter_mut().skip(at).zip(number).for_each(|(byte, new)| *byte = new);
            }
            6 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << random.u8(..8);
                }
            }
            7 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = random.u8(..);
                }
            }
            8 => bytes.truncate(at),
            _ => {
                const SIGNS: &[u8] = b"()[]{}<>;:.,$\"'\\/*!?#&|^%+-=@`~ \t\r\n\x000aA_\x80\xff";
                bytes.insert(at, SIGNS[random.usize(..SIGNS.len())]);
            }
        }
    }
}
