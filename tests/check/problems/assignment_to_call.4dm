Length("abc"):=4
