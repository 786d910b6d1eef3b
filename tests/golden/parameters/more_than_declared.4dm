// More arguments than parameters: they are there by number
list_them("hello"; "world"; !2021-01-01!; 42; ?12:00:00?)
list_them("one")
list_them
