// The host's own method
#DECLARE($text : Text) : Text

return "<"+$text+">"
