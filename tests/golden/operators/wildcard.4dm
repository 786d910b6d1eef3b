// @ stands for any characters in the right operand
show("abcdefghij"="abc@"; "abc@"="abcdefghij")
show("abcdefghij"="abcdefghij@"; "abcdefghij"="@abcdefghij"; "abcdefghij"="abcd@efghij")
show("abcdefghij"="@abcdefghij@"; "abcdefghij"="@abcde@fghij@"; "abcdefghij"="abc@@fg")
show("abcd"<="abc@"; ""="@"; "x"#"@")
