var $limit : Integer
$limit:=100
check_limit($limit; 120)
