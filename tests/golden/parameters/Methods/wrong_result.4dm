#DECLARE() -> $v : Integer
return "Hello"
