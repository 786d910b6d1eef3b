EXECUTE FORMULA("$"+"made:=4")
ALERT(String($made))
