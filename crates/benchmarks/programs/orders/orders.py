def main():
    orders = []
    seed = 13
    for i in range(1, 300001):
        seed = (seed * 1366 + 150889) % 714025
        orders.append({"number": i, "amount": seed % 5000, "customer": "customer " + str(seed % 200), "paid": seed % 4 == 0})

    large = [order for order in orders if order["paid"] and order["amount"] >= 1000]
    labels = [order["customer"] + ", " + str(order["amount"]) for order in large]
    ordered = sorted(large, key=lambda order: (-order["amount"], order["number"]))
    check = 0
    for rank, order in enumerate(ordered, 1):
        check = (check + order["number"] * (rank % 100)) % 1000003
    print("orders", len(large), len(set(labels)), sum(order["amount"] for order in orders), check)


main()
