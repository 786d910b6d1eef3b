// The table of string operators
show("abc"+"def"; "ab"*3)
show("abc"="abc"; "abc"="abd"; "abc"#"abd"; "abc"#"abc")
show("abd">"abc"; "abc">"abc"; "abc"<"abd"; "abc"<"abc")
show("abd">="abc"; "abc">="abd"; "abc"<="abd"; "abd"<="abc")
show("["+("x"*0)+"]")
