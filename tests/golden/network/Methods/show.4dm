#DECLARE($value : Variant)

If (Value type($value)=Is text)
	LOG EVENT(Into system standard outputs; $value+"\n")
Else 
	LOG EVENT(Into system standard outputs; JSON Stringify($value)+"\n")
End if 
