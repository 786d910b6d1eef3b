lastName:="Lovelace"
ALERT(lastNmae)
ALERT(userName)
