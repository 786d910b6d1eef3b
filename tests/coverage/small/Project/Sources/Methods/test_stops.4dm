ASSERT(branches(2)="two")
Try(ends)
If (False)
	unused
End if
ASSERT(twice(4)=8)
