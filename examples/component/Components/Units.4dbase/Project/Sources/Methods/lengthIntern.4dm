// Not shared, and only called from inside
#DECLARE($meters : Real) : Text

return shown($meters)+" m"
