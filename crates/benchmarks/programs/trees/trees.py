class Tree:
    def __init__(self, depth):
        self.left = None
        self.right = None
        if depth > 0:
            self.left = Tree(depth - 1)
            self.right = Tree(depth - 1)

    def size(self):
        if self.left is None:
            return 1
        return 1 + self.left.size() + self.right.size()

    def mirror(self):
        if self.left is not None:
            self.left, self.right = self.right, self.left
            self.left.mirror()
            self.right.mirror()


def main():
    kept = Tree(14)
    total = 0
    for round in range(1, 81):
        tree = Tree(9 + round % 6)
        tree.mirror()
        total += tree.size()
        kept.mirror()
    print("trees", total, kept.size())


main()
