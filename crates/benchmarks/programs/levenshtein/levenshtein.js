function editDistance(from, to) {
  const width = to.length;
  const row = [0];
  const codes = [0];
  for (let j = 1; j <= width; j++) {
    row.push(j);
    codes.push(to.charCodeAt(j - 1));
  }
  for (let i = 1; i <= from.length; i++) {
    const code = from.charCodeAt(i - 1);
    let diagonal = row[0];
    row[0] = i;
    for (let j = 1; j <= width; j++) {
      let best = diagonal;
      if (codes[j] !== code) {
        if (row[j] < best) {
          best = row[j];
        }
        if (row[j - 1] < best) {
          best = row[j - 1];
        }
        best++;
      }
      diagonal = row[j];
      row[j] = best;
    }
  }
  return row[width];
}

function main() {
  const names = [];
  let seed = 11;
  for (let i = 1; i <= 200; i++) {
    let name = "";
    for (let j = 1; j <= 16 + (i % 9); j++) {
      seed = (seed * 1366 + 150889) % 714025;
      name += String.fromCharCode(97 + (seed % 6));
    }
    names.push(name);
  }

  let sum = 0;
  let least = 1000;
  for (let i = 0; i < names.length - 1; i++) {
    for (let j = i + 1; j < names.length; j++) {
      const distance = editDistance(names[i], names[j]);
      sum += distance;
      if (distance < least) {
        least = distance;
      }
    }
  }
  console.log("levenshtein " + sum + " " + least);
}

main();
