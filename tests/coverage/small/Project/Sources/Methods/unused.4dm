ALERT("a")

ALERT("b")
If (True)
End if
