function main() {
  let text = "";
  let seed = 3;
  for (let i = 1; i <= 150000; i++) {
    seed = (seed * 1366 + 150889) % 714025;
    const number = String(seed % 1000).padStart(4, "0");
    text += i + ";part " + number + ";" + "*".repeat(seed % 5) + ";" + (Math.floor(seed / 7) % 100) + "\n";
  }

  let found = 0;
  let place = text.indexOf("0777");
  while (place >= 0) {
    found++;
    place = text.indexOf("0777", place + 4);
  }

  text = text.replaceAll("part 0", "tool ");
  const lines = text.split("\n").filter((line) => line !== "");
  let total = 0;
  let check = 0;
  for (const line of lines) {
    const fields = line.split(";");
    const name = fields[1].toUpperCase();
    total += Number(fields[3]);
    check = (check + line.length * name.charCodeAt(0) + Number(name.substring(5)) + fields[2].length) % 1000003;
  }
  console.log("lines " + lines.length + " " + found + " " + total + " " + check);
}

main();
