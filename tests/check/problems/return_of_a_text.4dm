#DECLARE($number : Integer) -> $sign : Integer
Case of
	: ($number>0)
		return "positive"
	: ($number<0)
		return Null
End case
