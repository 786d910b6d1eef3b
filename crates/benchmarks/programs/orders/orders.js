function main() {
  const orders = [];
  let seed = 13;
  for (let i = 1; i <= 300000; i++) {
    seed = (seed * 1366 + 150889) % 714025;
    orders.push({ number: i, amount: seed % 5000, customer: "customer " + (seed % 200), paid: seed % 4 === 0 });
  }

  const large = orders.filter((order) => order.paid && order.amount >= 1000);
  const labels = large.map((order) => order.customer + ", " + order.amount);
  const sorted = large.slice().sort((a, b) => b.amount - a.amount || a.number - b.number);
  let check = 0;
  sorted.forEach((order, index) => {
    check = (check + order.number * ((index + 1) % 100)) % 1000003;
  });
  const sum = orders.reduce((total, order) => total + order.amount, 0);
  console.log("orders " + large.length + " " + new Set(labels).size + " " + sum + " " + check);
}

main();
