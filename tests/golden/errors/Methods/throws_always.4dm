show("handler"; Error)
throw
