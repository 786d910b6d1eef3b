class Tree {
  constructor(depth) {
    this.left = null;
    this.right = null;
    if (depth > 0) {
      this.left = new Tree(depth - 1);
      this.right = new Tree(depth - 1);
    }
  }

  size() {
    return this.left === null ? 1 : 1 + this.left.size() + this.right.size();
  }

  mirror() {
    if (this.left !== null) {
      [this.left, this.right] = [this.right, this.left];
      this.left.mirror();
      this.right.mirror();
    }
  }
}

const kept = new Tree(14);
let sum = 0;
for (let round = 1; round <= 80; round++) {
  const tree = new Tree(9 + (round % 6));
  tree.mirror();
  sum += tree.size();
  kept.mirror();
}
console.log("trees " + sum + " " + kept.size());
