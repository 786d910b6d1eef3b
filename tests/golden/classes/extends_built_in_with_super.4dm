// `Super` of a class that extends a built-in one makes nothing
Try
	show(cs.OwnFileWithSuper.new("/PACKAGE/a.txt").fullName)
Catch
	show(Last errors[0].errCode; Last errors[0].message)
End try
show(cs.OwnObject.new("kept").name)
