var $list : Collection
$list:={a: 1}
