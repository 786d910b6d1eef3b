function main() {
  const syllables = "ka lo mi ne ru sa to vi be du".split(" ");
  const written = [];
  let seed = 7;
  for (let i = 0; i < 1000000; i++) {
    seed = (seed * 1366 + 150889) % 714025;
    let word = syllables[seed % 10] + syllables[Math.floor(seed / 10) % 10];
    if (seed % 3 === 0) {
      word += syllables[Math.floor(seed / 100) % 10];
    }
    written.push(word);
  }

  const counts = new Map();
  for (const word of written.join(" ").split(" ")) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const ranking = [];
  for (const [word, count] of counts) {
    ranking.push({ word, count });
  }
  ranking.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  let check = 0;
  ranking.forEach((entry, index) => {
    check = (check + entry.count * (index + 1) + entry.word.charCodeAt(0)) % 1000003;
  });
  console.log("words " + ranking.length + " " + ranking[0].word + " " + check);
}

main();
