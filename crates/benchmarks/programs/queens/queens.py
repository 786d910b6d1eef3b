def place_from(board, row):
    if row == len(board):
        return 1
    ways = 0
    for column in range(len(board)):
        free = True
        above = 0
        while free and above < row:
            free = board[above] != column and abs(board[above] - column) != row - above
            above += 1
        if free:
            board[row] = column
            ways += place_from(board, row + 1)
    return ways


print("queens", place_from([0] * 11, 0))
