function main() {
  const primes = [2];
  let number = 3;
  let sum = 0;
  while (primes.length < 120000) {
    let divided = false;
    let position = 0;
    let prime = 2;
    while (!divided && prime * prime <= number) {
      divided = number % prime === 0;
      position++;
      prime = primes[position - 1];
    }
    if (!divided) {
      primes.push(number);
      sum = (sum + number) % 1000007;
    }
    number += 2;
  }
  console.log("primes " + primes[primes.length - 1] + " " + sum);
}

main();
