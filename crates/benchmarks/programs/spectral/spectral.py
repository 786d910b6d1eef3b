from math import floor, sqrt


def cell(row, column):
    return 1 / ((row + column) * (row + column + 1) / 2 + row + 1)


def multiply(vector, transposed):
    result = []
    for i in range(len(vector)):
        total = 0
        for j in range(len(vector)):
            if transposed:
                total += vector[j] * cell(j, i)
            else:
                total += vector[j] * cell(i, j)
        result.append(total)
    return result


def main():
    u = [1] * 220
    for _ in range(10):
        v = multiply(multiply(u, False), True)
        u = multiply(multiply(v, False), True)
    product = 0
    square = 0
    for i in range(len(u)):
        product += u[i] * v[i]
        square += v[i] * v[i]
    print("spectral", floor(sqrt(product / square) * 1000000))


main()
