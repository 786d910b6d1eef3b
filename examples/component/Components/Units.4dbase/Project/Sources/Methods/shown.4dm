// Not shared: only the component itself can call it. The host has a method of the same name, and the two do not meet
#DECLARE($number : Real) : Text

return String(Round($number; 3))
