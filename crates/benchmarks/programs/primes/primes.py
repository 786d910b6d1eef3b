def main():
    primes = [2]
    number = 3
    total = 0
    while len(primes) < 120000:
        divided = False
        position = 0
        prime = 2
        while not divided and prime * prime <= number:
            divided = number % prime == 0
            position += 1
            prime = primes[position - 1]
        if not divided:
            primes.append(number)
            total = (total + number) % 1000007
        number += 2
    print("primes", primes[-1], total)


main()
