#DECLARE($para : Object)
If ($para.toAdd=Null)
	$para.toAdd:=10
End if
$para.Age:=Num($para.Age)+$para.toAdd
show(String($para.Name)+" is "+String($para.Age)+" years old.")
