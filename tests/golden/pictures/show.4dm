#DECLARE($text : Text)
LOG EVENT(Into system standard outputs; $text+"\n")
