// Escape sequences and quotation marks
show("tab:\t|"; "quote: \"x\""; "backslash: \\")
show(Length("\n\r\t"); Character code("\n"); Character code("\r"))
