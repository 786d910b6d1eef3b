def main():
    text = ""
    seed = 3
    for i in range(1, 150001):
        seed = (seed * 1366 + 150889) % 714025
        text += str(i) + ";part " + "%04d" % (seed % 1000) + ";" + "*" * (seed % 5) + ";" + str(seed // 7 % 100) + "\n"

    found = 0
    place = text.find("0777")
    while place >= 0:
        found += 1
        place = text.find("0777", place + 4)

    text = text.replace("part 0", "tool ")
    lines = [line for line in text.split("\n") if line]
    total, check = 0, 0
    for line in lines:
        fields = line.split(";")
        name = fields[1].upper()
        total += int(fields[3])
        check = (check + len(line) * ord(name[0]) + int(name[5:]) + len(fields[2])) % 1000003
    print("lines", len(lines), found, total, check)


main()
