#DECLARE() : Text

return inner
