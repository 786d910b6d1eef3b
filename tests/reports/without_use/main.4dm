var $account : Object
$account:=New shared object("owner"; New shared object("name"; "Ada"))
$account.owner.name:="Grace"
