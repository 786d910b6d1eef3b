#DECLARE($row : Integer; $column : Integer)->$value : Real
$value:=1/(((($row+$column)*($row+$column+1))/2)+$row+1)
