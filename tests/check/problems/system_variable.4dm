var Error : Text
Error:=""
