#DECLARE : Text
return "words"
