#DECLARE($object : Object; $number : Integer) : Integer
EXECUTE FORMULA("$1.x:=$number*2")
EXECUTE FORMULA("$2:=$2+0.5")
EXECUTE FORMULA("$0:=$object.x+$number+${3}")
