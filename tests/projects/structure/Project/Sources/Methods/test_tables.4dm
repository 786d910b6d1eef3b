// Tables and fields by number, name and pointer.
ASSERT(Last table number=3)
ASSERT(Is table number valid(1) & Is table number valid(3))
ASSERT(Not(Is table number valid(2)); "in the trash")
ASSERT(Not(Is table number valid(0)) & Not(Is table number valid(4)))
ASSERT(Table name(1)="Company")
ASSERT(Table name(->[Person])="Person")
ASSERT(Table name(->[Person]Photo)="Person")
ASSERT(Table(->[Person])=3)
ASSERT(Table(->[Person]Photo)=3)
ASSERT(Table(3)=(->[Person]))
ASSERT(Last field number(1)=4)
ASSERT(Last field number(->[Person])=3)
ASSERT(Is field number valid(1; 4) & Not(Is field number valid(1; 3)))
ASSERT(Is field number valid(->[Person]; 1))
ASSERT(Field name(1; 2)="Full Name")
ASSERT(Field name(->[Company]Full Name)="Full Name")
ASSERT(Field(->[Company]Notes)=4)
ASSERT(Field(1; 4)=(->[Company]Notes))
var $error : Collection
For each ($number; [2; 0; -1; 99])
	Try
		Table name($number)
		ASSERT(False; "no error for table "+String($number))
	Catch
		ASSERT(Last errors.length>0)
	End try
End for each
DEFAULT TABLE([Person])
ASSERT(Current default table=(->[Person]))
NO DEFAULT TABLE
ASSERT(Is nil pointer(Current default table))
