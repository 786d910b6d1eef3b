// Call chain tells the running methods, innermost first
chain_of_two
