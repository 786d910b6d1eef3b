var $list : Collection
$list:=[3; 1; 2]
ALERT(String($list.lenght))
