function cell(row, column) {
  return 1 / (((row + column) * (row + column + 1)) / 2 + row + 1);
}

function multiply(vector, transposed) {
  const result = [];
  for (let i = 0; i < vector.length; i++) {
    let sum = 0;
    for (let j = 0; j < vector.length; j++) {
      if (transposed) {
        sum += vector[j] * cell(j, i);
      } else {
        sum += vector[j] * cell(i, j);
      }
    }
    result.push(sum);
  }
  return result;
}

function main() {
  let u = [];
  let v = [];
  for (let i = 0; i < 220; i++) {
    u.push(1);
  }
  for (let round = 0; round < 10; round++) {
    v = multiply(multiply(u, false), true);
    u = multiply(multiply(v, false), true);
  }
  let product = 0;
  let square = 0;
  for (let i = 0; i < u.length; i++) {
    product += u[i] * v[i];
    square += v[i] * v[i];
  }
  console.log("spectral " + Math.floor(Math.sqrt(product / square) * 1000000));
}

main();
