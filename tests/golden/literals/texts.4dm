//fourd:
// Texts in quotation marks
tell(""; "one"; "it's")
tell("a // no comment"; "a /* nor here */")
tell("semi;colon"; "colon:text"; "[[1]]")
