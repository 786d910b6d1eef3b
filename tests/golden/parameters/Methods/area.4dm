#DECLARE($width : Integer; $height : Integer) -> $area : Integer
$area:=$width*$height
