//fourd:
// Named constants
tell(Is text; Is real; Is date; Is time; Is boolean; Is object; Is collection)
tell(Char(Carriage return)="\r"; Char(Tab)="\t"; Char(Line feed)="\n")
tell(Friday-Thursday; January; December)
