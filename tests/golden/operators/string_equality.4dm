// Case and diacritics do not count
show("a"="A"; "n"="ñ"; "n"="Ñ"; "A"="å"; "é"="E")
show("a"="b"; "a"#"A"; Character code("A")=Character code("a"))
