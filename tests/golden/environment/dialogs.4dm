// Without windows a dialog is intercepted: its arguments are evaluated, OK is 0 and the program goes on
var $i; $window : Integer
OK:=1
$window:=Open form window("Main"; Plain form window)
show(String($window)+" "+String(OK))
For ($i; 1; 2)
	OK:=1
	DIALOG("Main"; {n: Length("data")})
	show(String(OK))
End for 
CLOSE WINDOW
OK:=1
show("["+Select document(""; ""; "A file"; 0)+"] "+String(OK))
OK:=1
show(String(Open document("")=?00:00:00?)+" "+String(OK)+" ["+Current form name+"] "+String(Frontmost window))
Try
	DIALOG("Main"; JSON Parse("{"))
Catch
	show(String(Last errors.length))
End try
