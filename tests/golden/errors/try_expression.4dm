// Try(expression) gives the value, or Undefined after an error
show(Try(1+1))
show(Undefined(Try(failing)))
show(Last errors[0].errCode)
show(Try(failing) || "default")
