var $error : Integer
$error:=Archive Open:P15000:3("a.zip")
