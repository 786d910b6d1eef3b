return "Hello"
