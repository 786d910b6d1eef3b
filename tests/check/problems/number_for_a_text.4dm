var $lines : Collection
$lines:=lines_of(12)
