class Queue {
  constructor() {
    this.events = [];
  }

  add(event) {
    const events = this.events;
    let place = events.length;
    events.push(event);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (events[parent].time <= event.time) {
        break;
      }
      events[place] = events[parent];
      place = parent;
    }
    events[place] = event;
  }

  next() {
    const events = this.events;
    const first = events[0];
    const event = events.pop();
    const length = events.length;
    if (length > 0) {
      let place = 0;
      let child = 1;
      while (child < length) {
        if (child + 1 < length && events[child + 1].time < events[child].time) {
          child++;
        }
        if (event.time <= events[child].time) {
          break;
        }
        events[place] = events[child];
        place = child;
        child = place * 2 + 1;
      }
      events[place] = event;
    }
    return first;
  }
}

function main() {
  const queue = new Queue();
  let seed = 5;
  let check = 0;
  for (let i = 0; i < 1000; i++) {
    seed = (seed * 1366 + 150889) % 714025;
    queue.add({ time: seed * 1000 + i, machine: i, done: 0 });
  }
  for (let i = 0; i < 400000; i++) {
    const event = queue.next();
    event.done++;
    check = (check + event.machine * event.done) % 1000003;
    seed = (seed * 1366 + 150889) % 714025;
    event.time += seed * 1000;
    queue.add(event);
  }
  console.log("events " + queue.next().machine + " " + check);
}

main();
