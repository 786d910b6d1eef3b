greet:="Hello"
