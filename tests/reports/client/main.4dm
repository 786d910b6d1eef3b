ask(New object("id"; 7; "answer"; Null))
