function main() {
  const list = [];
  let seed = 17;
  for (let i = 1; i <= 3000; i++) {
    seed = (seed * 1366 + 150889) % 714025;
    const readings = [seed % 100, seed % 77, (seed % 41) + 0.5];
    list.push({ id: i, station: "station " + (seed % 50), readings, remark: '"ok"\t' + seed, valid: seed % 9 !== 0 });
  }
  const data = { title: "measurements", list };

  let check = 0;
  let report = null;
  for (let round = 1; round <= 30; round++) {
    data.round = round;
    let text = JSON.stringify(data);
    check = (check + text.length) % 1000003;
    const stations = {};
    for (const item of JSON.parse(text).list) {
      if (item.valid) {
        let station = stations[item.station];
        if (station === undefined) {
          station = { count: 0, sum: 0, remarks: [] };
          stations[item.station] = station;
        }
        station.count++;
        station.sum += item.readings.reduce((sum, reading) => sum + reading, 0);
        station.remarks.push(item.remark);
      }
    }
    report = { round, stations: [] };
    for (const name in stations) {
      const station = stations[name];
      report.stations.push({ name, mean: Math.floor(station.sum / station.count), remarks: station.remarks });
    }
    text = JSON.stringify(report);
    check = (check + text.length + report.stations[round % 50].mean) % 1000003;
  }
  console.log("report " + report.stations.length + " " + check);
}

main();
