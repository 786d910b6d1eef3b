// ... : Real declares the type of all further arguments
show(sum_numbers; sum_numbers(1; 2; 3; 4; 5))
Try
	show(sum_numbers(1; 2; "hello"; 4; 5))
Catch
	show("wrong type")
End try
