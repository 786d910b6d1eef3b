#DECLARE() : Real
throw(-12345; "Division by zero")
return 1
