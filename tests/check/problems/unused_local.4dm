var $used; $unused : Text
$used:="a"
ALERT($used)
