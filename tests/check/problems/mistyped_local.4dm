$nmae:="Ada"
If ($nmae#"")
	ALERT($naem)
End if
