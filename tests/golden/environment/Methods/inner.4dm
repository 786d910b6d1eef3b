#DECLARE() : Text

return (This=Null) ? "nobody" : String(This.name)
