//fourd:
// Further parameters of one type
tell(longest("a"; "ccc"; "bb"); longest)
Try
	tell(longest("a"; 5))
Catch
	tell("refused")
End try
