#DECLARE($limit : Integer; $sum : Integer)
If ($sum>$limit)
	throw({errCode: 4711; message: "The limit is exceeded"; by: $sum-$limit})
End if 
