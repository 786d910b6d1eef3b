var $count : Integer:="none"
ALERT(String($count))
