#DECLARE($form : Integer) -> $v : Integer
Case of
	: ($form=1)
		$v:=10
		return
	: ($form=2)
		$v:=10
		return 20
	Else
		return 10
End case
$v:=99
