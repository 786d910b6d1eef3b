def edit_distance(start, goal):
    width = len(goal)
    row = list(range(width + 1))
    codes = [0] + [ord(character) for character in goal]
    for i in range(1, len(start) + 1):
        code = ord(start[i - 1])
        diagonal = row[0]
        row[0] = i
        for j in range(1, width + 1):
            best = diagonal
            if codes[j] != code:
                if row[j] < best:
                    best = row[j]
                if row[j - 1] < best:
                    best = row[j - 1]
                best += 1
            diagonal = row[j]
            row[j] = best
    return row[width]


def main():
    names = []
    seed = 11
    for i in range(1, 201):
        name = ""
        for _ in range(16 + i % 9):
            seed = (seed * 1366 + 150889) % 714025
            name += chr(97 + seed % 6)
        names.append(name)

    total, least = 0, 1000
    for i in range(len(names) - 1):
        for j in range(i + 1, len(names)):
            distance = edit_distance(names[i], names[j])
            total += distance
            if distance < least:
                least = distance
    print("levenshtein", total, least)


main()
