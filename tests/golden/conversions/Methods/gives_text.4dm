#DECLARE() : Integer
return "text"
