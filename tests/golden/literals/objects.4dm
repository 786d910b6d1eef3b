//fourd:
// Object literals
tell({})
tell({name: "Ada"; born: 1815; known: True})
tell({outer: {inner: {deep: 1}}; list: [1; 2]})
var $name : Text:="x"
var $n : Integer:=4
tell({label: $name; count: $n+1; big: ($n>3) ? True : False})
