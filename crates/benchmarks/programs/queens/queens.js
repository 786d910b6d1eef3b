function placeFrom(board, row) {
  if (row === board.length) {
    return 1;
  }
  let ways = 0;
  for (let column = 0; column < board.length; column++) {
    let free = true;
    let above = 0;
    while (free && above < row) {
      free = board[above] !== column && Math.abs(board[above] - column) !== row - above;
      above++;
    }
    if (free) {
      board[row] = column;
      ways += placeFrom(board, row + 1);
    }
  }
  return ways;
}

const board = [];
for (let row = 0; row < 11; row++) {
  board.push(0);
}
console.log("queens " + placeFrom(board, 0));
