// What is no version is an error, and the error says what it was
var $message; $text : Text

For each ($text; [""; "1."; "1.2.3.4"; "one"])
	$message:=""
	Try
		$text:=cs.Version.new($text).text()
	Catch
		$message:=Last errors.first().message
	End try
	ASSERT($message=($text+" is no version"))
End for each 
