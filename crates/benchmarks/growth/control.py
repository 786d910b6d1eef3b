"""What the methods of this folder do, in Python: python3 control.py NAME SIZE.

Where a cost grows here too, it is the memory of the machine that makes it grow, not the language.
"""

import sys
from array import array as numbers_array
from operator import attrgetter
from time import perf_counter


class Item:
    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value


def numbers(n):
    result = []
    high, low = 1, 2
    for _ in range(n):
        high = (high * 1366 + 150889) % 714025
        low = (low * 421 + 54773) % 259200
        result.append(high * 1000 + low % 1000)
    return result


def objects(n):
    return [Item(i) for i in range(1, n + 1)]


def push(n):
    def work():
        c = []
        for i in range(1, n + 1):
            c.append(i)
        return len(c)

    return work


def create(n):
    def work():
        c = []
        for i in range(1, n + 1):
            c.append(Item(i))
        return len(c)

    return work


def property(n):
    c = objects(n)
    passes = 0

    def work():
        nonlocal passes
        for o in c:
            o.value = o.value + 1
        passes += 1
        return c[-1].value - passes

    return work


def element(n):
    c = numbers(n)

    def work():
        total = 0
        for i in range(n):
            total = (total + c[i]) % 1000003
        return total

    return work


def insert(n):
    def work():
        o = {}
        for i in range(1, n + 1):
            o["k" + str(i)] = i
        return o["k" + str(n)]

    return work


def lookup(n):
    names = ["k" + str(i) for i in range(1, n + 1)]
    o = {name: i for i, name in enumerate(names, 1)}

    def work():
        total = 0
        for name in names:
            total = (total + o[name]) % 1000003
        return total

    return work


def append(n):
    def work():
        t = ""
        for _ in range(n):
            t = t + "0123456789"
        return len(t)

    return work


def map(n):
    c = numbers(n)

    def work():
        return [(lambda value: value + 1)(value) for value in c][-1]

    return work


def sort(n):
    c = numbers(n)

    def work():
        return sorted(c)[n // 2]

    return work


def sortBy(n):
    c = [Item(number) for number in numbers(n)]

    def work():
        return sorted(c, key=attrgetter("value"))[n // 2].value

    return work


def group(n):
    c = numbers(n)

    def work():
        counts = {}
        for number in c:
            key = str(number % (n // 10 + 1))
            if key in counts:
                counts[key] = counts[key] + 1
            else:
                counts[key] = 1
        return counts["0"]

    return work


def distinct(n):
    c = [number % (n // 10 + 1) for number in numbers(n)]

    def work():
        return len(set(c))

    return work


def indexOf(n):
    c = numbers(n)
    c.append(-1)

    def work():
        return c.index(-1)

    return work


def find(n):
    c = objects(n)

    def work():
        return len([o for o in c if o.value == n])

    return work


def array(n):
    def work():
        a = numbers_array("i")
        for i in range(1, n + 1):
            a.append(i)
        return len(a)

    return work


def main():
    name, n = sys.argv[1], int(sys.argv[2])
    work = globals()[name](n)
    passes = 0
    begun = perf_counter()
    while True:
        result = work()
        passes += 1
        taken = perf_counter() - begun
        if taken >= 0.2:
            break
    print(taken * 1e9 / (passes * n), result)


main()
