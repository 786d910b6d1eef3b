#DECLARE($text : Text; $count : Integer)->$result : Text

$result:=$text+String($count)+" of "+String(Count parameters)
