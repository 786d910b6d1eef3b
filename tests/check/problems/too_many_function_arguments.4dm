var $list : Collection
$list:=[3; 1; 2]
$list.reverse(True; 1)
