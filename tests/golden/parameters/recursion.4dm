// Each call has its own variables
show(fibonacci(15); reversed("abcdef"))
