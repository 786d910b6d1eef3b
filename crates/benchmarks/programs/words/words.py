def main():
    syllables = "ka lo mi ne ru sa to vi be du".split(" ")
    written = []
    seed = 7
    for _ in range(1000000):
        seed = (seed * 1366 + 150889) % 714025
        word = syllables[seed % 10] + syllables[seed // 10 % 10]
        if seed % 3 == 0:
            word += syllables[seed // 100 % 10]
        written.append(word)

    counts = {}
    for word in " ".join(written).split(" "):
        counts[word] = counts.get(word, 0) + 1
    ranking = [{"word": word, "count": count} for word, count in counts.items()]
    ranking.sort(key=lambda entry: (-entry["count"], entry["word"]))
    check = 0
    for rank, entry in enumerate(ranking, 1):
        check = (check + entry["count"] * rank + ord(entry["word"][0])) % 1000003
    print("words", len(ranking), ranking[0]["word"], check)


main()
