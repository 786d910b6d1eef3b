import json
from math import floor


def write(value):
    return json.dumps(value, separators=(",", ":"))


def main():
    items = []
    seed = 17
    for i in range(1, 3001):
        seed = (seed * 1366 + 150889) % 714025
        items.append(
            {
                "id": i,
                "station": "station " + str(seed % 50),
                "readings": [seed % 100, seed % 77, seed % 41 + 0.5],
                "remark": '"ok"\t' + str(seed),
                "valid": seed % 9 != 0,
            }
        )
    data = {"title": "measurements", "list": items}

    check = 0
    for round in range(1, 31):
        data["round"] = round
        text = write(data)
        check = (check + len(text)) % 1000003
        stations = {}
        for item in json.loads(text)["list"]:
            if item["valid"]:
                station = stations.get(item["station"])
                if station is None:
                    station = {"count": 0, "sum": 0, "remarks": []}
                    stations[item["station"]] = station
                station["count"] += 1
                station["sum"] += sum(item["readings"])
                station["remarks"].append(item["remark"])
        report = {"round": round, "stations": []}
        for name, station in stations.items():
            mean = floor(station["sum"] / station["count"])
            report["stations"].append({"name": name, "mean": mean, "remarks": station["remarks"]})
        text = write(report)
        check = (check + len(text) + report["stations"][round % 50]["mean"]) % 1000003
    print("report", len(report["stations"]), check)


main()
