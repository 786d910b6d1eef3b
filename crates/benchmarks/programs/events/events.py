class Queue:
    def __init__(self):
        self.events = []

    def add(self, event):
        events = self.events
        place = len(events)
        events.append(event)
        while place > 0:
            parent = (place - 1) // 2
            if events[parent]["time"] <= event["time"]:
                break
            events[place] = events[parent]
            place = parent
        events[place] = event

    def next(self):
        events = self.events
        first = events[0]
        event = events.pop()
        length = len(events)
        if length > 0:
            place, child = 0, 1
            while child < length:
                if child + 1 < length and events[child + 1]["time"] < events[child]["time"]:
                    child += 1
                if event["time"] <= events[child]["time"]:
                    break
                events[place] = events[child]
                place = child
                child = place * 2 + 1
            events[place] = event
        return first


def main():
    queue = Queue()
    seed, check = 5, 0
    for i in range(1000):
        seed = (seed * 1366 + 150889) % 714025
        queue.add({"time": seed * 1000 + i, "machine": i, "done": 0})
    for _ in range(400000):
        event = queue.next()
        event["done"] += 1
        check = (check + event["machine"] * event["done"]) % 1000003
        seed = (seed * 1366 + 150889) % 714025
        event["time"] += seed * 1000
        queue.add(event)
    print("events", queue.next()["machine"], check)


main()
