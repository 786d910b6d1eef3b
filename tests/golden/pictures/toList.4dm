#DECLARE($array : Pointer)->$list : Collection
$list:=[]
ARRAY TO COLLECTION($list; $array->)
